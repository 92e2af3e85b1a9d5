import type {Column, Piece} from '../../components/columns.js';
import type {EntryStatus, HistoryEntry} from '../../model/plan.js';
import type {Theme, Token} from '../../theme/theme.js';

const tokens: Record<EntryStatus, Token> = {
	done: 'good',
	partial: 'caution',
	failed: 'bad',
	undone: 'dim',
	unfinished: 'caution',
};

export function entryPiece(status: EntryStatus, theme: Theme): Piece {
	const {done, warning, failed, unchanged, unknown} = theme.symbols;
	const mark = {done, partial: warning, failed, undone: unchanged, unfinished: unknown}[status];
	return {text: `${mark} ${status}`, token: tokens[status]};
}

export const columns: Column<HistoryEntry>[] = [
	{
		id: 'at',
		title: 'WHEN (UTC)',
		min: 16,
		ideal: 16,
		cell: row => ({text: row.at.slice(0, 16).replace('T', ' '), token: 'dim'}),
		descending: true,
		compare: (a, b) => a.at.localeCompare(b.at),
	},
	{
		id: 'status',
		title: 'STATUS',
		min: 12,
		ideal: 12,
		cell: (row, {theme}) => entryPiece(row.status, theme),
		compare: (a, b) => a.status.localeCompare(b.status),
	},
	{
		id: 'what',
		title: 'WHAT',
		min: 42,
		least: 20,
		ideal: 60,
		grow: 1,
		cell: row => ({text: row.undoes ? `${row.what} (an undo)` : row.what}),
	},
	{id: 'who', title: 'WHO', plain: true, min: 12, ideal: 24, drop: 2, cell: row => ({text: row.who, token: 'dim'})},
	{id: 'site', title: 'SITE', min: 12, ideal: 22, drop: 1, cell: row => ({text: row.site, token: 'dim'})},
];
