import type {Column, Piece} from '../../components/columns.js';
import {bytes} from '../../format/amounts.js';
import {day, isoDay} from '../../format/time.js';
import {truncateMiddle} from '../../format/width.js';
import type {Quota, ScanJob} from '../../model/scratch.js';
import {ageWords} from '../../shell/age.js';
import {purgedWithin} from '../../state/purge.js';
import {naturally} from '../../state/reading.js';
import type {PlaceView} from '../../state/scratch.js';
import type {Theme} from '../../theme/theme.js';
import {progressWords, type Running} from './scan-runner.js';
import type {EntryRow} from './state.js';

export function countPiece(value: number | null): Piece {
	return {text: value === null ? '' : value.toLocaleString('en-US')};
}

function sizePiece(value: number | null): Piece {
	return {text: value === null ? '' : bytes(value)};
}

function jobPiece({id, state, live}: ScanJob, theme: Theme): Piece {
	const {pending, running: mark, dot} = theme.symbols;
	if (!live) return {text: `${dot} Slurm job ${id} failed`, token: 'bad'};
	if (state === 'RUNNING') return {text: `${mark} Slurm job ${id} scans`, token: 'accent'};
	return {text: `${pending} Slurm job ${id} waits`, token: 'accent'};
}

/** How a place is, in words and with a mark. */
export function placePiece(row: PlaceView, running: Running | null, theme: Theme, now: number): Piece {
	const {dot, pending, done, running: mark} = theme.symbols;
	if (running) return {text: `${mark} ${progressWords(running, now)}`, token: 'accent'};
	if (row.job) return jobPiece(row.job, theme);
	if (!row.presence.here) return {text: `${dot} not mounted here`, token: 'dim'};
	if (!row.summary) return {text: `${pending} never scanned`, token: 'caution'};
	return {text: `${done} scanned ${ageWords(Date.parse(row.summary.scannedAt), now)}`, token: 'good'};
}

/** What goes within two weeks. */
function purgePiece({summary, purgeDays}: PlaceView, now: number): Piece {
	if (!summary) return {text: ''};
	if (purgeDays === 0) return {text: 'kept', token: 'dim'};
	const due = purgedWithin(summary, 14, {purgeDays, now: new Date(now)});
	return due.files === 0 ? {text: 'none', token: 'dim'} : {text: bytes(due.bytes), token: 'caution'};
}

function fullPiece(room: Quota | null): Piece {
	if (!room) return {text: ''};
	const share = Math.max(
		room.used / room.limit,
		room.files !== null && room.fileLimit ? room.files / room.fileLimit : 0,
	);
	return {text: `${Math.round(share * 100)} %`, token: share >= 0.95 ? 'bad' : 'dim'};
}

/** @param running the scan that is going on, where it is that row's */
export function placeColumns(running: (path: string) => Running | null): Column<PlaceView>[] {
	const size = ({path, summary}: PlaceView) => running(path)?.progress.bytes ?? summary?.bytes ?? null;
	const files = ({path, summary}: PlaceView) => running(path)?.progress.files ?? summary?.files ?? null;
	return [
		{
			...{id: 'path', title: 'FOLDER', min: 21, ideal: 60, least: 14},
			cell: (row, {width}) => ({text: truncateMiddle(row.path, width), token: row.presence.here ? 'text' : 'dim'}),
			compare: (a, b) => a.path.localeCompare(b.path),
		},
		{
			...{id: 'state', title: 'STATE', min: 20, ideal: 28},
			cell: (row, {theme, now}) => placePiece(row, running(row.path), theme, now),
		},
		{
			...{id: 'size', title: 'SIZE', min: 7, ideal: 8, right: true},
			cell: row => sizePiece(size(row)),
			descending: true,
			compare: (a, b) => (size(a) ?? -1) - (size(b) ?? -1),
		},
		{
			...{id: 'files', title: 'FILES', min: 9, ideal: 10, right: true, drop: 1},
			cell: row => countPiece(files(row)),
			descending: true,
			compare: (a, b) => (files(a) ?? -1) - (files(b) ?? -1),
		},
		{
			...{id: 'purge', title: 'IN 14 D', min: 7, ideal: 9, right: true},
			cell: (row, {now}) => purgePiece(row, now),
		},
		{...{id: 'full', title: 'QUOTA', min: 5, ideal: 5, right: true, drop: 2}, cell: row => fullPiece(row.room)},
	];
}

/** A bar and a number: how much of its folder. */
function sharePiece({share}: EntryRow, theme: Theme, width: number): Piece {
	const percent = `${Math.round(share * 100)} %`.padStart(6);
	const room = Math.max(0, width - percent.length);
	const full = Math.round(share * room);
	return {text: theme.symbols.bar.repeat(full) + theme.symbols.barRest.repeat(room - full) + percent, token: 'place'};
}

function purgeDate(purgeAt: number | null, now: number, width: number): Piece {
	if (purgeAt === null) return {text: ''};
	const days = Math.ceil((purgeAt - now) / day);
	const words = days <= 0 ? 'due' : `in ${days} d`;
	const token = days <= 7 ? 'bad' : days <= 14 ? 'caution' : 'dim';
	return {text: width >= 18 ? `${words}, ${isoDay(new Date(purgeAt).toISOString())}` : words, token};
}

/** The soonest first, and last what has no date. */
function byDate(a: number | null, b: number | null): number {
	return (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY) || 0;
}

export function nameOf({name, kind}: EntryRow): string {
	return kind === 'folder' ? `${name}/` : name;
}

/** @param purges whether files here are purged at all */
export function entryColumns(purges: boolean): Column<EntryRow>[] {
	const purge: Column<EntryRow> = {
		...{id: 'purge', title: 'PURGE', min: 7, ideal: 20, right: true},
		cell: ({purgeAt}, {now, width}) => purgeDate(purgeAt, now, width),
		compare: (a, b) => byDate(a.purgeAt, b.purgeAt),
	};
	return [
		{
			...{id: 'size', title: 'SIZE', min: 7, ideal: 8, right: true},
			cell: row => sizePiece(row.bytes),
			descending: true,
			compare: (a, b) => a.bytes - b.bytes,
		},
		{
			...{id: 'share', title: '', min: 12, ideal: 20, drop: 1},
			cell: (row, {theme, width}) => sharePiece(row, theme, width),
		},
		{
			...{id: 'disk', title: 'ON DISK', min: 7, ideal: 8, right: true, drop: 2},
			cell: row => ({...sizePiece(row.diskBytes), token: 'dim'}),
		},
		{
			...{id: 'files', title: 'FILES', min: 9, ideal: 10, right: true},
			cell: row => countPiece(row.files),
			descending: true,
			compare: (a, b) => a.files - b.files,
		},
		{
			...{id: 'oldest', title: 'OLDEST', min: 6, ideal: 6, right: true},
			cell: ({oldest}, {now}) => ({
				text: oldest === null ? '' : `${Math.max(0, Math.floor((now - oldest) / day))} d`,
				token: 'dim',
			}),
			compare: (a, b) => byDate(a.oldest, b.oldest),
		},
		...(purges ? [purge] : []),
		{
			...{id: 'name', title: 'NAME', name: true, min: 23, ideal: 40, least: 16, grow: 1},
			cell: row => ({text: nameOf(row), token: row.kind === 'folder' ? 'text' : 'dim'}),
			compare: (a, b) => naturally(a.name, b.name),
		},
	];
}
