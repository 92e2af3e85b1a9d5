import type {Project} from '../../model/flywheel.js';
import type {Shell} from '../../shell/shell.js';

interface Labels {
	subjects: string[];
	/** By subject, and all that the study uses. */
	sessions: Map<string, string[]>;
	all: string[];
}

const natural = new Intl.Collator('en', {numeric: true});

function ordered(labels: Iterable<string>): string[] {
	return [...new Set(labels)].sort(natural.compare);
}

/** Those that begin with it, then those that hold it. */
function fitting(labels: readonly string[], typed: string): string[] {
	const wanted = typed.trim().toLowerCase();
	const begins = labels.filter(label => label.toLowerCase().startsWith(wanted));
	const holds = labels.filter(label => !begins.includes(label) && label.toLowerCase().includes(wanted));
	return [...begins, ...holds].filter(label => label !== typed);
}

/** What exists on the site, part by part of a target: read when it is first wanted. */
export class PlaceCompletion {
	#projects: Project[] = [];
	readonly #labels = new Map<string, Labels | null>();
	readonly #listeners = new Set<() => void>();

	constructor(readonly shell: Shell) {
		this.#read(async () => {
			this.#projects = await shell.client.projects();
		});
	}

	get groups(): string[] {
		return ordered(this.#projects.map(({group}) => group));
	}

	subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	/** Whole texts that the typed one may become. */
	candidates(text: string): string[] {
		const parts = text.split('/');
		const last = parts.pop() ?? '';
		if (parts.length > 3) return [];
		const lead = parts.map(part => `${part}/`).join('');
		const end = parts.length < 3 ? '/' : '';
		return fitting(this.#known(parts), last).map(label => `${lead}${label}${end}`);
	}

	#known(parts: string[]): string[] {
		const [group, label, subject] = parts;
		if (group === undefined) return this.groups;
		const ofGroup = this.#projects.filter(project => project.group === group);
		if (label === undefined) return ordered(ofGroup.map(project => project.label));
		const project = ofGroup.find(candidate => candidate.label === label);
		const labels = project && this.#labelsOf(project);
		if (!labels) return [];
		if (subject === undefined) return labels.subjects;
		// What the subject has is a clash, mostly; what others have is the study's habit.
		const own = labels.sessions.get(subject) ?? [];
		return [...labels.all.filter(session => !own.includes(session)), ...own];
	}

	#labelsOf(project: Project): Labels | null {
		const known = this.#labels.get(project.id);
		if (known !== undefined) return known;
		this.#labels.set(project.id, null);
		this.#read(async () => {
			const {client} = this.shell;
			const [subjects, sessions] = await Promise.all([client.subjects(project.id), client.sessions(project.id)]);
			const bySubject = new Map<string, string[]>();
			for (const {subject, label} of sessions) {
				bySubject.set(subject.label, [...(bySubject.get(subject.label) ?? []), label]);
			}
			const all = ordered(sessions.map(({label}) => label));
			this.#labels.set(project.id, {subjects: ordered(subjects.map(({label}) => label)), sessions: bySubject, all});
		});
		return null;
	}

	/** What can't be read can't be offered; the plan says what is wrong with a target. */
	#read(read: () => Promise<void>): void {
		read().then(
			() => {
				for (const listener of this.#listeners) listener();
			},
			() => undefined,
		);
	}
}
