import type {Evidence, ExpectedScan, KnownProject} from '../model/unsorted.js';
import type {Candidate} from './candidates.js';
import {fold} from './text.js';

/** In nats, for the place that was expected on the day of the scan. */
const expectedGain = 5;

/** What was expected on the day of the scan. */
export function expectedThen(evidence: Evidence, schedule: readonly ExpectedScan[]): ExpectedScan[] {
	const day = (evidence.studyDates[0] ?? evidence.timestamp ?? '').slice(0, 10);
	return schedule.filter(({date}) => date === day);
}

function isOf({group, project}: ExpectedScan, known: KnownProject): boolean {
	return fold(project) === fold(known.label) && (group === null || group === known.group);
}

function reasonOf({date, project, subject, session}: ExpectedScan): string {
	return `The schedule expects ${[project, subject, session].filter(part => part !== null).join('/')} on ${date}.`;
}

/** What the schedule says where the subject or the session wasn't typed. */
function filledIn(candidate: Candidate, row: ExpectedScan): Candidate[] {
	const {subject, session, proposed} = candidate;
	const other = subject !== null && fold(subject) !== fold(row.subject);
	if (!proposed || other || !isOf(row, candidate.project)) return [];
	const label = row.session ?? session;
	if (subject === row.subject && label === session) return [];
	return [
		{...candidate, subject: row.subject, session: label, cost: candidate.cost - expectedGain, reasons: [reasonOf(row)]},
	];
}

/** Each candidate as the schedule speaks for it, and those that only the schedule names. */
export function withSchedule(candidates: readonly Candidate[], rows: readonly ExpectedScan[]): Candidate[] {
	return candidates.flatMap(candidate => {
		const {project, subject, session} = candidate;
		const row = rows.find(
			one =>
				isOf(one, project) &&
				fold(one.subject) === fold(subject ?? '') &&
				(one.session === null || fold(one.session) === fold(session ?? '')),
		);
		const self = row
			? {...candidate, cost: candidate.cost - expectedGain, reasons: [...candidate.reasons, reasonOf(row)]}
			: candidate;
		return [self, ...rows.flatMap(one => filledIn(candidate, one))];
	});
}

/** Nothing typed helps: whom the lab expected that day. */
export function fromSchedule(
	evidence: Evidence,
	rows: readonly ExpectedScan[],
	known: readonly KnownProject[],
): Candidate[] {
	return rows.flatMap(row =>
		known
			.filter(project => project.group === evidence.group && isOf(row, project))
			.map(project => ({
				project,
				subject: row.subject,
				session: row.session,
				cost: 0,
				proposed: true,
				findings: [],
				reasons: [reasonOf(row)],
			})),
	);
}
