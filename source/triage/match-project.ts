import type {Finding, KnownProject} from '../model/unsorted.js';
import {finding} from './accession.js';
import {mostCost, typedFor} from './channel.js';
import {distance} from './distance.js';
import {slipFindings} from './sentences.js';
import {fold, shown} from './text.js';

export interface ProjectMatch {
	project: KnownProject;
	/** In nats. */
	cost: number;
	findings: Finding[];
	reason: string;
	/** True where another project is as near in its own way. */
	doubted?: boolean;
}

type Likeness = Omit<ProjectMatch, 'project'>;

const folded = new WeakMap<KnownProject, string>();

/** Folded once for each project: on a large site this is asked for a hundred thousand times. */
function foldedLabel(project: KnownProject): string {
	const known = folded.get(project) ?? fold(project.label);
	folded.set(project, known);
	return known;
}

/** A part of the name in place of it, or something added to it. */
function shortened(typed: string, project: KnownProject): Likeness | null {
	const [a, b] = [fold(typed), foldedLabel(project)];
	const begins = a.length > 2 && b.startsWith(a);
	const ends = b.length > 2 && a.startsWith(b);
	if (!begins && !ends) return null;
	const {label} = project;
	const reason = `There is no project ${shown(typed)}; ${label} ${begins ? 'begins like that' : 'is part of it'}.`;
	return {
		cost: begins ? 4 + 0.3 * (b.length - a.length) : 4 + 1.2 * (a.length - b.length),
		findings: [finding('unknown-project', reason)],
		reason,
	};
}

/** The lab's name where the project's belongs: any of its projects may be meant. */
function labInstead(typed: string, {group, label}: KnownProject): Likeness | null {
	const [a, b] = [fold(typed), fold(group)];
	if (a.length < 3 || !b.startsWith(a)) return null;
	const reason = `${shown(typed)} is the lab, not a project; ${label} is a project of ${group}.`;
	return {cost: 6 + 0.2 * (b.length - a.length), findings: [finding('unknown-project', reason)], reason};
}

function likeness(typed: string, project: KnownProject): Likeness | null {
	const {label} = project;
	const {cost, slips} = typedFor(typed, label);
	const own: Likeness[] =
		cost <= mostCost
			? [
					{
						cost,
						findings: slipFindings('project', typed, label, slips),
						reason: slips.size === 0 ? `${label} is a project.` : `${shown(typed)} reads like the project ${label}.`,
					},
				]
			: [];
	const others = cost === 0 ? [] : [shortened(typed, project), labInstead(typed, project)];
	const found = [...own, ...others.filter(other => other !== null)].sort((a, b) => a.cost - b.cost);
	return found[0] ?? null;
}

/** Something added to a name is guesswork where one key less makes the name of another project. */
function isTorn(typed: string, project: KnownProject, known: readonly KnownProject[]): boolean {
	const text = fold(typed);
	return known.some(other => other !== project && distance(text, foldedLabel(other), 1) <= 1);
}

/** Projects that a typed text may mean, the likeliest first. */
export function matchProjects(typed: string, known: readonly KnownProject[]): ProjectMatch[] {
	return known
		.flatMap(project => {
			const like = likeness(typed, project);
			if (!like) return [];
			const guessed = like.findings.some(({code}) => code === 'unknown-project');
			return [{project, ...like, ...(guessed && {doubted: isTorn(typed, project, known)})}];
		})
		.sort((a, b) => a.cost - b.cost);
}

/** No project was typed, or none that there is: any may be meant, and the subject must tell. */
export function anyProject(typed: string | null, project: KnownProject): ProjectMatch {
	const findings = typed === null ? [] : [finding('unknown-project', `There is no project ${shown(typed)}.`)];
	const cost = typed === null ? 0 : 12;
	return {project, cost, findings, reason: `${project.label} labels its subjects like that.`};
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
