import type {FlywheelReader} from '../api/flywheel.js';
import type {Account, Project, Role, Session, Subject} from '../model/flywheel.js';
import type {KnownProject} from '../model/unsorted.js';
import {isUnsorted, type Reading, requestOptions} from './reading.js';

/** Moving a session in takes either, by the version of the server. */
const writing = ['containers_create_hierarchy', 'containers_modify_metadata'];

/** Whether this login may add sessions there; null where its roles don't tell. */
function mayWrite(project: Project, account: Account, roles: ReadonlyMap<string, Role>): boolean | null {
	if (account.siteAdmin) return true;
	const own = project.permissions.find(grant => grant.user === account.id)?.roleIds;
	const held = (own ?? []).map(id => roles.get(id));
	if (!own || held.some(role => role === undefined)) return null;
	return held.some(role => writing.some(action => role?.actions.includes(action)));
}

function withRights(projects: Project[], account: Account, roles: Role[]): KnownProject[] {
	const byId = new Map(roles.map(role => [role.id, role]));
	return projects.map(project => ({
		id: project.id,
		group: project.group,
		label: project.label,
		locked: project.locked,
		writable: mayWrite(project, account, byId),
		subjects: [],
	}));
}

/** Where an Unsorted session may belong, without any labels yet. */
export function knownProjects(projects: Project[], account: Account, roles: Role[]): KnownProject[] {
	return withRights(
		projects.filter(project => !isUnsorted(project)),
		account,
		roles,
	);
}

/** Where Unsorted sessions are now. */
export function homesOf(projects: Project[], account: Account, roles: Role[]): KnownProject[] {
	return withRights(projects.filter(isUnsorted), account, roles);
}

/** Labels of subjects with those of their sessions, the oldest scan first; subjects without any too. */
function labelled(subjects: Subject[], sessions: Session[]): KnownProject['subjects'] {
	const found = new Map(subjects.map(({label}): [string, string[]] => [label, []]));
	const byTime = [...sessions].sort((a, b) => (a.timestamp ?? '~').localeCompare(b.timestamp ?? '~'));
	for (const {label, subject} of byTime) {
		const known = found.get(subject.label) ?? [];
		known.push(label);
		found.set(subject.label, known);
	}
	return [...found].map(([label, own]) => ({label, sessions: own}));
}

/** Projects whose labels are read when first needed, two lists for each. */
export class LabelledProjects {
	readonly #labelled = new Map<string, KnownProject>();
	readonly #asked = new Map<string, Promise<void>>();

	constructor(
		readonly reader: FlywheelReader,
		/** Without labels. */
		readonly bare: readonly KnownProject[],
		readonly reading: Pick<Reading, 'signal'>,
	) {}

	/** All of them, with the labels that have been read so far. */
	get known(): KnownProject[] {
		return this.bare.map(project => this.#labelled.get(project.id) ?? project);
	}

	async read(projects: readonly KnownProject[]): Promise<void> {
		const asked = projects.map(project => {
			const running = this.#asked.get(project.id) ?? this.#readOne(project);
			this.#asked.set(project.id, running);
			return running;
		});
		await Promise.all(asked);
	}

	async #readOne(project: KnownProject): Promise<void> {
		const options = requestOptions(this.reading);
		const [subjects, sessions] = await Promise.all([
			this.reader.subjects(project.id, options),
			this.reader.sessions(project.id, options),
		]);
		const scans = sessions.map(({timestamp, operator}) => ({at: timestamp, operator}));
		this.#labelled.set(project.id, {...project, subjects: labelled(subjects, sessions), scans});
	}
}
