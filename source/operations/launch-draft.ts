/** What a launch would be before anything of it is changed: the run it is made after, and where it goes. */
import type {FlywheelReader} from '../api/flywheel.js';
import {FlydeckError} from '../model/errors.js';
import type {ContainerKind, Gear, Job, JobInput, Session} from '../model/flywheel.js';
import type {Settings} from '../model/gear-settings.js';
import {titleOf} from './jobs.js';
import {kindOf, type Launch, orGone} from './launch.js';

/** A run to be made after a job: relaunched where that ran. */
export interface AfterJob {
	job: string;
	/** Another version of the gear than the job's. */
	version?: string | undefined;
}

/** A run on a session where the gear may never have run: with what it was last given in the study, or its defaults. */
export interface OnSession {
	session: string;
	/** Its name. */
	gear: string;
	version?: string | undefined;
}

export interface LaunchDraft {
	gear: Gear;
	/** The run that it is made after; null where the gear never ran in the study. */
	model: Job | null;
	settings: Settings;
	inputs: JobInput[];
	/** Beside those that the server gives by itself. */
	tags: string[];
	/** What a person calls it. */
	title: string;
	/** What the analysis before it was called. */
	oldLabel: string | null;
	/** What the item of the plan is known by. */
	id: string;
	target: Pick<Launch, 'destination' | 'among'> & {parent: {kind: ContainerKind; id: string} | null};
	/** Its project's id; null where that isn't known. */
	project: string | null;
	/** The session, where it is on one: inputs are looked for there. */
	session: string | null;
	/** What is odd about it, a sentence each. */
	notes: string[];
}

function conflict(code: string, message: string, next: string): FlydeckError {
	return new FlydeckError('conflict', {code, message, next});
}

async function gearNamed(reader: FlywheelReader, name: string, version: string | undefined): Promise<Gear> {
	const versions = (await reader.gears()).filter(gear => gear.name === name);
	const found = version === undefined ? versions[0] : versions.find(gear => gear.version === version);
	if (found) return found;
	const known = versions.map(gear => gear.version).join(', ');
	throw new FlydeckError('not-found', {
		code: 'no-such-gear',
		message: `There is no gear ${[name, version].filter(Boolean).join(' ')} that is switched on.`,
		next: known === '' ? 'Ask the site staff to install it.' : `There is: ${known}.`,
	});
}

async function gearOfJob(reader: FlywheelReader, job: Job, version: string | undefined): Promise<Gear> {
	if (version !== undefined && version !== job.version) return gearNamed(reader, job.gear, version);
	const gear = job.gearId === null ? null : await orGone(reader.gear(job.gearId));
	if (gear && !gear.disabled) return gear;
	const others = (await reader.gears()).filter(({name}) => name === job.gear).map(other => other.version);
	throw conflict(
		'gear-off',
		`${job.gear} ${job.version} is ${gear ? 'switched off' : 'not installed any more'}.`,
		others.length > 0 ? `Relaunch with another version: ${others.join(', ')}.` : 'Ask the site staff.',
	);
}

/** The tags that people gave: the server adds its own again. */
function ownTags({tags, gear}: Job): string[] {
	return tags.filter(tag => tag !== 'analysis' && tag !== gear);
}

/** Settings that this version of the gear knows; another version's may be none of its. */
function settingsFor(gear: Gear, {gearId, config}: Job): Settings {
	if (gearId === gear.id) return config;
	return Object.fromEntries(Object.entries(config).filter(([name]) => name in gear.settings));
}

function among({session, project}: Pick<Job, 'session' | 'project'>): Launch['among'] {
	return session === null ? {project: project ?? ''} : {session};
}

export async function draftAfterJob(reader: FlywheelReader, {job: id, version}: AfterJob): Promise<LaunchDraft> {
	const job = await reader.job(id);
	const gear = await gearOfJob(reader, job, version);
	const base = {gear, model: job, settings: settingsFor(gear, job), inputs: job.inputs, tags: ownTags(job), id};
	const place = {session: job.session, project: job.project};
	const facts = {...base, ...place, title: titleOf({...job, version: gear.version}), notes: []};
	if (job.analysis === null) {
		const target = {destination: job.destination, among: among(job), parent: null};
		return {...facts, oldLabel: null, target};
	}
	const analysis = await orGone(reader.analysis(job.analysis));
	const parent = analysis?.parent.id
		? {kind: kindOf(analysis.parent.type), id: analysis.parent.id}
		: job.session && {kind: 'sessions' as const, id: job.session};
	if (!parent) throw conflict('no-place', `What ${id} ran on is gone.`, 'Launch the gear on a session instead.');
	const target = {destination: null, among: among(job), parent};
	return {...facts, oldLabel: analysis?.label ?? null, target};
}

/** The newest run of the gear in the study that went well; else the newest at all. */
async function lastRun(reader: FlywheelReader, project: string, gear: string): Promise<Job | null> {
	const jobs = await reader.jobs({project, gear, limit: 50});
	return jobs.find(({state}) => state === 'complete') ?? jobs[0] ?? null;
}

/** The gear of the last run, since a study keeps to one version; the newest where that is off. */
async function gearFor(reader: FlywheelReader, {gear, version}: OnSession, last: Job | null): Promise<Gear> {
	if (version === undefined && last?.gearId) {
		const same = await orGone(reader.gear(last.gearId));
		if (same && !same.disabled) return same;
	}
	return gearNamed(reader, gear, version);
}

/** Files of the project stay; one of a session's own is looked for by its name among this session's. */
async function inputsFor(
	reader: FlywheelReader,
	session: Session,
	last: Job,
): Promise<Pick<LaunchDraft, 'inputs' | 'notes'>> {
	const inputs = last.inputs.filter(({type}) => type === 'project');
	const notes: string[] = [];
	const others = last.inputs.filter(({type}) => type !== 'project');
	const acquisitions = others.length > 0 ? await reader.acquisitions(session.id) : [];
	for (const {input, name} of others) {
		const found = acquisitions.filter(({files}) => files.some(file => file.name === name));
		const [only] = found;
		if (only && found.length === 1) inputs.push({input, type: 'acquisition', id: only.id, name});
		else notes.push(`The last run was given ${name} as ${input}; this session has ${found.length} of that name.`);
	}
	return {inputs, notes};
}

const makesAnalyses = new Set(['analysis', 'qa']);

export async function draftOnSession(reader: FlywheelReader, request: OnSession): Promise<LaunchDraft> {
	const session = await reader.session(request.session);
	const last = await lastRun(reader, session.project, request.gear);
	const gear = await gearFor(reader, request, last);
	if (!makesAnalyses.has(gear.category)) {
		const message = `${gear.name} is a ${gear.category} gear: it runs on a file, not on a session.`;
		throw conflict('not-on-session', message, 'Relaunch a job of it, or let a gear rule of the project run it.');
	}
	const given = last ? await inputsFor(reader, session, last) : {inputs: [], notes: []};
	return {
		gear,
		model: last,
		settings: last ? settingsFor(gear, last) : {},
		...given,
		tags: last ? ownTags(last) : [],
		title: `${gear.name} ${gear.version} on ${session.subject.label}/${session.label}`,
		oldLabel: null,
		id: `${session.id}/${gear.name}`,
		target: {destination: null, among: {session: session.id}, parent: {kind: 'sessions', id: session.id}},
		session: session.id,
		project: session.project,
	};
}
