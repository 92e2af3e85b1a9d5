import {labelled, paragraph} from '../../components/paragraph.js';
import {bytes, count} from '../../format/amounts.js';
import {padTo} from '../../format/width.js';
import type {ScanSummary} from '../../model/scratch.js';
import type {PlaceView} from '../../state/scratch.js';
import {agesOf, quotaWords, scanJobWords} from '../../state/scratch-view.js';
import type {Theme, Token} from '../../theme/theme.js';
import {countPiece, placePiece} from './columns.js';
import {progressWords, type Running} from './scan-runner.js';

/** Files from this age on are purged within two weeks; the later ones within one. */
const urgent: Record<string, Token> = {'76-82': 'caution', '83-89': 'bad', '90+': 'bad'};
const label = 13;
const column = 10;

/** How much there is of each age. */
export function ageLines(summary: ScanSummary, purges: boolean, theme: Theme): string[] {
	const groups = agesOf(summary);
	const heads = groups.map(({days}) => padTo(days, column, 'right')).join('');
	const sizes = groups.map(group => {
		const token = group.files === 0 ? 'dim' : (purges && urgent[group.days]) || 'text';
		return theme.paint(token, padTo(bytes(group.bytes), column, 'right'));
	});
	return [
		`  ${theme.paint('dim', padTo('age in days', label) + heads)}`,
		`  ${theme.paint('dim', padTo('size', label))}${sizes.join('')}`,
		'',
	];
}

/** Whose dates these are, and what is not in the numbers. */
export function summaryNotes({clock, errors, skipped}: ScanSummary): string[] {
	return [
		clock === 'created' ? 'ages by creation' : 'ages by last change (creation not told)',
		...(errors > 0 ? [`${errors} unreadable`] : []),
		...(skipped.length > 0 ? [`${count(skipped.length, 'folder')} left out`] : []),
	];
}

/** While nothing is known of a folder but how far its scan is. */
export function scanningLines(running: Running | null, theme: Theme, now: number, width: number): string[] {
	if (!running) return paragraph(theme, 'Looking for an earlier scan', width, {indent: 4, token: 'dim'});
	const {files, dirs, bytes: size, errors} = running.progress;
	const unread = errors > 0 ? `; ${errors} could not be read` : '';
	const sentences = [
		`Scanning ${running.path}`,
		`${count(files, 'file')} in ${count(dirs, 'folder')}, ${bytes(size)} so far${unread}`,
		progressWords(running, now),
		'esc ends the scan.',
	];
	return sentences.flatMap((sentence, index) =>
		paragraph(theme, sentence, width, {indent: 4, token: index === 1 ? 'strong' : 'dim'}),
	);
}

/** A place in full, beside the list. */
export function placeLines(
	row: PlaceView,
	running: Running | null,
	theme: Theme,
	now: number,
	width: number,
): string[] {
	const {presence, summary, room, purgeDays} = row;
	const state = placePiece(row, running, theme, now);
	const fields = [
		{label: 'folder', value: row.path},
		{
			label: 'state',
			value: presence.here ? state.text : `${state.text}: ${presence.why}`,
			token: state.token ?? 'text',
		},
		...(row.job ? [{label: 'Slurm', value: scanJobWords(row.job)}] : []),
		{label: 'purged', value: purgeDays === 0 ? 'never' : `${purgeDays} days after creation`},
		...(room ? [{label: 'quota', value: quotaWords(room, new Date(now))}] : []),
		...(summary ? summaryFields(summary) : []),
	];
	return fields.flatMap(field => labelled(theme, field, width, 10));
}

function summaryFields(summary: ScanSummary): {label: string; value: string; token?: Token}[] {
	const {files, dirs, bytes: size, diskBytes, others, unreadable, skipped} = summary;
	const links = others > 0 ? `, ${count(others, 'link')} and the like` : '';
	return [
		{label: 'holds', value: `${bytes(size)} in ${count(files, 'file')} and ${count(dirs, 'folder')}${links}`},
		{label: 'on disk', value: bytes(diskBytes)},
		...agesOf(summary).map(({days, ...group}) => ({
			label: `${days} d`,
			value: `${bytes(group.bytes)} in ${countPiece(group.files).text} files`,
			token: group.files === 0 ? ('dim' as const) : ('text' as const),
		})),
		{label: 'dates', value: summaryNotes(summary).join(', ')},
		...unreadable.slice(0, 5).map(({path, code}) => ({label: 'unreadable', value: `${path} (${code})`})),
		...skipped.slice(0, 5).map(({path, why}) => ({label: 'left out', value: `${path} (${why})`})),
	];
}
