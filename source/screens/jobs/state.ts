import type {JobRow} from '../../model/views.js';

/** What a command acts on: everything marked, or the row where one stands. */
export function targets(marked: readonly JobRow[], selected: JobRow | null): readonly JobRow[] {
	if (marked.length > 0) return marked;
	return selected ? [selected] : [];
}

/** Why these can't be retried; undefined where they can. */
export function whyNoRetry(rows: readonly JobRow[]): string | undefined {
	if (rows.length === 0) return 'no job is selected';
	const other = rows.find(row => row.state !== 'failed');
	return other ? `only failed jobs can be retried, and ${nameOf(other)} is ${other.state}` : undefined;
}

/** Why these can't be cancelled; undefined where they can. */
export function whyNoCancel(rows: readonly JobRow[]): string | undefined {
	if (rows.length === 0) return 'no job is selected';
	const other = rows.find(row => row.state !== 'pending' && row.state !== 'running');
	return other ? `only pending and running jobs can be cancelled, and ${nameOf(other)} is ${other.state}` : undefined;
}

/** Why this can't be set beside the last success of its gear; undefined where it can. */
export function whyNoComparison(row: JobRow | null): string | undefined {
	if (!row) return 'no job is selected';
	const over = row.state === 'failed' || row.state === 'cancelled';
	return over ? undefined : `only what failed is set beside a success, and ${nameOf(row)} is ${row.state}`;
}

/** Why these can't be given another priority; undefined where they can. */
export function whyNoPriority(rows: readonly JobRow[]): string | undefined {
	if (rows.length === 0) return 'no job is selected';
	const other = rows.find(row => row.state !== 'pending');
	return other ? `only jobs that wait have a priority, and ${nameOf(other)} is ${other.state}` : undefined;
}

function nameOf(row: JobRow): string {
	return `${row.gear} of ${row.subject ?? row.id}`;
}
