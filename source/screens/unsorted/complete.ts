import type {Place, Project} from '../../model/flywheel.js';
import type {Candidate} from '../../shell/dialogs/edit-dialog.js';
import type {Shell} from '../../shell/shell.js';
import {TypedSuggestions} from './typed-suggestions.js';

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

/**
 * What a target may become: part by part what exists on the site, and what triage makes of it
 * as an accession number. All of it is read when it is first wanted.
 */
export class TargetCompletion {
	#projects: Project[] = [];
	readonly #labels = new Map<string, Labels | null>();
	readonly #listeners = new Set<() => void>();

	readonly #suggestions: TypedSuggestions;

	constructor(
		readonly shell: Shell,
		sessionId: string,
	) {
		this.#suggestions = new TypedSuggestions(shell, sessionId, () => this.#tell());
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
	candidates(text: string): Candidate[] {
		const parts = text.split('/');
		const [group = ''] = parts;
		const isPath = parts.length > 1 && this.groups.includes(group);
		const places = this.#places(parts).map(place => ({text: place}));
		if (isPath && (places.length > 0 || parts.length === 4)) return places;
		return [...places, ...this.#suggestions.for(text)];
	}

	/** What is wrong with the place of a target, as far as it is known. */
	whyNot({group, project}: Pick<Place, 'group' | 'project'>): string | null {
		const ofGroup = this.#projects.filter(known => known.group === group);
		if (this.#projects.length === 0 || ofGroup.some(({label}) => label === project)) return null;
		return ofGroup.length === 0 ? `There is no lab ${group}.` : `There is no project ${project} in ${group}.`;
	}

	#places(parts: readonly string[]): string[] {
		const [before, last = ''] = [parts.slice(0, -1), parts.at(-1)];
		if (before.length > 3) return [];
		const lead = before.map(part => `${part}/`).join('');
		const end = before.length < 3 ? '/' : '';
		return fitting(this.#known(before), last).map(label => `${lead}${label}${end}`);
	}

	#known(parts: readonly string[]): string[] {
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
			() => this.#tell(),
			() => undefined,
		);
	}

	#tell(): void {
		for (const listener of this.#listeners) listener();
	}
}
