/** Failures that are the same, as one row each: what they have in common, and what to do with all of them. */
import type {Column} from '../../components/columns.js';
import {labelled, paragraph} from '../../components/paragraph.js';
import type {Cause, Diagnosis, Rerun} from '../../model/diagnosis.js';
import type {JobRow, JobsView} from '../../model/views.js';
import {type CauseOf, failureFamilies, isFailure} from '../../state/diagnoses.js';
import type {Theme} from '../../theme/theme.js';

export interface FamilyRow {
	/** What its members have in common. */
	id: string;
	/** null: their logs have not been read yet. */
	cause: Cause | null;
	gear: string;
	line: string | null;
	rerun: Rerun | null;
	advice: string;
	jobs: JobRow[];
}

/** What comes first is what most of them have; those that nothing is known of yet come last. */
export function familyRows({jobs}: JobsView, known: CauseOf): FamilyRow[] {
	const failed = jobs.filter(isFailure);
	const byId = new Map(failed.map(row => [row.id, row]));
	const families = failureFamilies(failed, known).map(({cause, gear, line, diagnosis, ids}): FamilyRow => {
		const members = ids.flatMap(id => byId.get(id) ?? []);
		const {rerun, advice} = diagnosis;
		return {id: JSON.stringify([cause, gear, line]), cause, gear, line, rerun, advice, jobs: members};
	});
	const unread = failed.filter(row => !known(row));
	if (unread.length === 0) return families;
	const advice = 'Their logs are read in the background, the newest first.';
	const rest = {id: 'unread', cause: null, gear: '', line: null, rerun: null, advice, jobs: unread};
	return [...families, rest];
}

export const rerunWords: Record<Diagnosis['rerun'], string> = {
	unchanged: 'as it was',
	'with-changes': 'with changes',
	'after-fix': 'after a fix',
	no: 'no',
};

export const familyColumns: Column<FamilyRow>[] = [
	{
		id: 'count',
		title: 'JOBS',
		min: 4,
		ideal: 4,
		right: true,
		cell: ({jobs}) => ({text: String(jobs.length), token: 'strong'}),
		descending: true,
		compare: (a, b) => a.jobs.length - b.jobs.length,
	},
	{
		id: 'cause',
		title: 'CAUSE',
		name: true,
		min: 18,
		ideal: 20,
		cell: ({cause}) => (cause ? {text: cause, token: 'caution'} : {text: 'not read yet', token: 'dim'}),
		compare: (a, b) => (a.cause ?? '').localeCompare(b.cause ?? ''),
	},
	{
		id: 'gear',
		title: 'GEAR',
		min: 12,
		ideal: 20,
		cell: ({gear}) => ({text: gear}),
		compare: (a, b) => a.gear.localeCompare(b.gear),
	},
	{
		id: 'rerun',
		title: 'RUN AGAIN',
		min: 12,
		ideal: 12,
		drop: 2,
		cell: ({rerun}) => ({text: rerun ? rerunWords[rerun] : ''}),
		compare: (a, b) => (a.rerun ?? '').localeCompare(b.rerun ?? ''),
	},
	{id: 'line', title: 'LINE', min: 20, ideal: 60, grow: 1, cell: ({line}) => ({text: line ?? '', token: 'dim'})},
];

/** "14 of 17 failures are out-of-memory", the most first. */
export function shareWords({jobs}: JobsView, known: CauseOf): string {
	const failed = jobs.filter(isFailure);
	const counts = new Map<string, number>();
	for (const row of failed) {
		const cause = known(row)?.cause;
		if (cause) counts.set(cause, (counts.get(cause) ?? 0) + 1);
	}
	const unread = failed.length - [...counts.values()].reduce((sum, count) => sum + count, 0);
	const [first, ...others] = [...counts].sort((a, b) => b[1] - a[1]);
	const rest = others.map(([cause, count]) => `, ${count} ${cause}`).join('');
	const head = first ? `${first[1]} of ${failed.length} failures are ${first[0]}${rest}.` : '';
	const tail = unread > 0 ? `The logs of ${unread} are still to be read.` : '';
	return [head, tail].filter(part => part !== '').join(' ') || 'Nothing failed.';
}

export function familyFacts(row: FamilyRow, theme: Theme, width: number): string[] {
	const jobs = row.jobs.map(({project, subject, session, id}) => {
		const place = [project, subject, session].filter(part => part !== null).join('/');
		return paragraph(theme, place || id, width, {bullet: theme.symbols.dot});
	});
	return [
		...labelled(theme, {label: 'cause', value: row.cause ?? 'not read yet', token: 'caution'}, width, 9),
		...labelled(theme, {label: 'gear', value: row.gear || 'several'}, width, 9),
		...labelled(theme, {label: 'line', value: row.line ?? 'none'}, width, 9),
		...labelled(theme, {label: 'advice', value: row.advice}, width, 9),
		...labelled(theme, {label: 'again', value: row.rerun ? rerunWords[row.rerun] : 'not known'}, width, 9),
		'',
		...jobs.flat(),
	];
}
