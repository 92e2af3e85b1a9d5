import type {Column} from '../../components/columns.js';
import {statePiece} from '../../components/job-state.js';
import {age} from '../../format/time.js';
import type {JobRow} from '../../model/views.js';
import {slurmPiece} from './slurm.js';

/** Where a job belongs, as far as it is known. */
export function jobPlace(row: JobRow): string {
	return [row.project, row.subject, row.session].filter(part => part !== null).join('/') || 'not known';
}

function priorityRank({priority}: JobRow): number {
	return ['low', 'medium', 'high', 'critical'].indexOf(priority ?? '');
}

/** Every analysis' job has these two, or its gear's name. */
function tellingTags({tags, gear}: JobRow): string[] {
	return tags.filter(tag => tag !== 'analysis' && tag !== gear);
}

export const columns: Column<JobRow>[] = [
	{
		id: 'state',
		title: 'STATE',
		min: 11,
		ideal: 11,
		cell: (row, {theme}) => statePiece(row.state, theme),
		compare: (a, b) => a.state.localeCompare(b.state),
	},
	{
		id: 'gear',
		title: 'GEAR',
		name: true,
		min: 14,
		ideal: 24,
		least: 12,
		cell: row => ({text: row.gear}),
		compare: (a, b) => a.gear.localeCompare(b.gear),
	},
	{id: 'version', title: 'VERSION', min: 10, ideal: 20, drop: 5, cell: row => ({text: row.version, token: 'dim'})},
	{
		id: 'place',
		title: 'PROJECT/SUBJECT/SESSION',
		min: 29,
		ideal: 44,
		least: 19,
		grow: 1,
		cell: row => ({text: jobPlace(row)}),
		compare: (a, b) => jobPlace(a).localeCompare(jobPlace(b)),
	},
	{
		id: 'slurm',
		title: 'SLURM',
		// What runs tells how long: `runs 1:04:05`.
		min: 10,
		least: 6,
		ideal: 12,
		drop: 2,
		has: ({slurm}) => slurm !== null,
		cell: slurmPiece,
		compare: (a, b) => (a.slurm?.state ?? '').localeCompare(b.slurm?.state ?? ''),
	},
	{
		id: 'created',
		title: 'AGE',
		min: 6,
		ideal: 6,
		right: true,
		cell: (row, {now}) => ({text: age(row.created, new Date(now)), token: 'dim'}),
		compare: (a, b) => (b.created ?? '').localeCompare(a.created ?? ''),
	},
	{
		id: 'attempt',
		title: 'TRY',
		min: 3,
		ideal: 3,
		right: true,
		drop: 1,
		cell: row => ({text: String(row.attempt), token: row.attempt > 1 ? 'caution' : 'dim'}),
		descending: true,
		compare: (a, b) => a.attempt - b.attempt,
	},
	{
		id: 'cause',
		title: 'CAUSE',
		min: 14,
		ideal: 18,
		drop: 4,
		has: row => Boolean(row.cause ?? row.stuck),
		cell: row => ({text: row.cause ?? row.stuck ?? '', token: 'caution'}),
	},
	{
		id: 'by',
		title: 'LAUNCHED BY',
		min: 22,
		ideal: 24,
		drop: 7,
		cell: row => ({text: row.launchedBy ?? 'rule', token: 'dim'}),
		compare: (a, b) => (a.launchedBy ?? '').localeCompare(b.launchedBy ?? ''),
	},
	{
		id: 'priority',
		title: 'PRIORITY',
		min: 8,
		ideal: 8,
		drop: 8,
		has: ({priority}) => priority !== null && priority !== 'medium',
		cell: row => ({text: row.priority ?? '', token: row.priority === 'medium' ? 'dim' : 'text'}),
		compare: (a, b) => priorityRank(b) - priorityRank(a),
	},
	{
		id: 'tags',
		title: 'TAGS',
		min: 6,
		ideal: 14,
		drop: 9,
		has: row => tellingTags(row).length > 0,
		cell: row => ({text: tellingTags(row).join(' '), token: 'dim'}),
	},
];
