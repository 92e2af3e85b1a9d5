import type {Finding, KnownProject} from '../model/unsorted.js';
import {finding} from './accession.js';
import {distance, slippedKey} from './distance.js';
import {fold, lookalike, shown} from './text.js';

export interface ProjectMatch {
	project: KnownProject;
	/** 0 to 1. */
	score: number;
	/** True where case and separators alone differ. */
	mere: boolean;
	findings: Finding[];
	reason: string;
}

type Likeness = Omit<ProjectMatch, 'project'>;

const folded = new WeakMap<KnownProject, string>();

/** Folded once for each project: on a large site this is asked for a hundred thousand times. */
function foldedLabel(project: KnownProject): string {
	const known = folded.get(project) ?? fold(project.label);
	folded.set(project, known);
	return known;
}

function slipped({typed, label, a, b}: Compared): Likeness | null {
	const meant = `${shown(typed)} looks like ${label}`;
	if (a.length > 2 && lookalike(a) === lookalike(b)) {
		const message = `The project ${shown(typed)} has a letter where ${label} has a digit, or the other way round.`;
		const reason = `${meant}, letters taken for digits.`;
		return {score: 0.9, mere: false, findings: [finding('letter-for-digit', message)], reason};
	}
	const far = distance(a, b, 2);
	if (far > 2 || (far === 2 && b.length < 5) || b.length < 3) return null;
	const close = slippedKey(a, b);
	const how = far === 1 ? 'one slip of a finger away' : 'two slips away';
	const message = `There is no project ${shown(typed)}; ${label} is ${how}.`;
	const score = far === 2 ? 0.55 : close ? 0.86 : 0.8;
	return {score, mere: false, findings: [finding('slipped-keys', message)], reason: `${meant}: ${how}.`};
}

/** A typed text and a label, as they are and folded. */
interface Compared {
	typed: string;
	label: string;
	a: string;
	b: string;
}

function likeness({typed, label, a, b}: Compared): Likeness | null {
	if (typed === label) return {score: 1, mere: true, findings: [], reason: `${label} is a project.`};
	if (typed.toLowerCase() === label.toLowerCase()) {
		const message = `The project is written ${label}, not ${shown(typed)}.`;
		return {score: 0.99, mere: true, findings: [finding('case', message)], reason: `${label} is a project.`};
	}
	if (a === '' || b === '') return null;
	if (a === b) {
		const message = `The project is written ${label}, not ${shown(typed)}.`;
		const reason = `${shown(typed)} is ${label}, written another way.`;
		return {score: 0.96, mere: true, findings: [finding('wrong-separator', message)], reason};
	}
	const near = slipped({typed, label, a, b});
	const begins = a.length > 2 && b.startsWith(a);
	const ends = b.length > 2 && a.startsWith(b);
	if (near && near.score > 0.78) return near;
	if (!begins && !ends) return near;
	const message = `There is no project ${shown(typed)}; ${label} ${begins ? 'begins like that' : 'is part of it'}.`;
	const score = begins ? 0.75 : 0.6;
	return {score, mere: false, findings: [finding('unknown-project', message)], reason: message};
}

/** Projects that a typed text may mean, best first. */
export function matchProjects(typed: string, known: readonly KnownProject[]): ProjectMatch[] {
	const a = fold(typed);
	return known
		.flatMap(project => {
			const like = likeness({typed, label: project.label, a, b: foldedLabel(project)});
			return like ? [{project, ...like}] : [];
		})
		.sort((a, b) => b.score - a.score);
}

/**
 * The project whose protocol was run, as the study description at the console tells it:
 * `INC^Encode_v2` is of ENCODE. Empty where it names none, several where it can't be told.
 */
export function describedProjects(description: string | null, known: readonly KnownProject[]): KnownProject[] {
	const told = fold((description ?? '').slice(0, 200).split('^').at(-1) ?? '');
	if (told === '') return [];
	const fitting = known.filter(project => foldedLabel(project).length > 2 && told.startsWith(foldedLabel(project)));
	const longest = Math.max(0, ...fitting.map(project => foldedLabel(project).length));
	return fitting.filter(project => foldedLabel(project).length === longest);
}
