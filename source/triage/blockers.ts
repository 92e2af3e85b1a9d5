import type {Evidence, Finding, KnownProject} from '../model/unsorted.js';
import {finding} from './accession.js';
import {shown} from './text.js';

const minute = 60_000;

export function distinct(values: readonly string[] | undefined): string[] {
	return [...new Set((values ?? []).map(value => value.trim()).filter(value => value !== ''))];
}

/** Days on which the series of one session were scanned. */
export function scanDays({studyDates}: Evidence): string[] {
	return distinct(studyDates.map(date => date.slice(0, 10)));
}

/** What in one session must be parted before it can go anywhere: nobody moves half a session. */
export function splitReasons(evidence: Evidence): string[] {
	const [days, patients, accessions] = [
		scanDays(evidence),
		distinct(evidence.patientIds),
		distinct(evidence.accessions),
	];
	return [
		...(days.length > 1 ? [`scans of ${days.length} days (${days.join(', ')})`] : []),
		...(patients.length > 1 ? [`scans of ${patients.length} patient IDs`] : []),
		...(accessions.length > 1 ? [`${accessions.length} different accession numbers`] : []),
	];
}

const mostNamed = 6;

/** Which series belong together, by study time and header, so that a person can part them. */
function whoseSeries({series = []}: Evidence): string {
	const owners = new Map<string, string[]>();
	for (const {label, at, patient, accession} of series) {
		const owner = [patient, accession && shown(accession), at?.slice(0, 16).replace('T', ' ')]
			.filter(Boolean)
			.join(', ');
		owners.set(owner, [...(owners.get(owner) ?? []), label]);
	}
	const named = [...owners].slice(0, mostNamed).map(([owner, labels]) => {
		const more = labels.length > mostNamed ? ` and ${labels.length - mostNamed} more` : '';
		return ` ${owner}: ${labels.slice(0, mostNamed).join(', ')}${more}.`;
	});
	return named.length > 1 ? named.join('') : '';
}

/** What stands in the way of moving the session now, wherever it goes. */
export function sessionBlockers(evidence: Evidence, now: Date, quietMinutes: number): Finding[] {
	const blockers: Finding[] = [];
	const changed = Date.parse(evidence.modified ?? evidence.created ?? '');
	const quiet = (now.getTime() - changed) / minute;
	if (quiet < quietMinutes) {
		const ago = Math.max(0, Math.floor(quiet));
		const message = `It changed ${ago} min ago: scans may still be arriving. Wait until it has been quiet for ${quietMinutes} min.`;
		blockers.push(finding('still-arriving', message));
	}
	if (evidence.activeJobs > 0) {
		const jobs = evidence.activeJobs === 1 ? 'A job is' : `${evidence.activeJobs} jobs are`;
		blockers.push(finding('job-running', `${jobs} at work on it or waiting to be: let them end first.`));
	}
	const reasons = splitReasons(evidence);
	if (reasons.length > 0) {
		const message = `It holds ${reasons.join(' and ')}: it must be split first.${whoseSeries(evidence)}`;
		blockers.push(finding('split-needed', message));
	}
	if (evidence.home?.locked)
		blockers.push(finding('source-locked', 'This Unsorted is locked: nothing can be moved out.'));
	if (evidence.home?.writable === false)
		blockers.push(finding('no-right', 'You may not move sessions out of this Unsorted.'));
	return blockers;
}

/** What stands in the way of this target. */
export function targetBlockers(project: KnownProject): Finding[] {
	const name = `${project.group}/${project.label}`;
	if (project.locked) return [finding('target-locked', `${name} is locked: nothing can be moved there.`)];
	if (project.writable === false) return [finding('no-right', `You may not add sessions to ${name}.`)];
	return [];
}
