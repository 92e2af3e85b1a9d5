import {progressBar} from '../../components/progress-bar.js';
import {bytes, count} from '../../format/amounts.js';
import {safeText} from '../../format/safe-text.js';
import {padTo, truncate} from '../../format/width.js';
import type {PurgeDay} from '../../model/views.js';
import type {Shell} from '../../shell/shell.js';
import {TextLayer} from '../../shell/text-layer.js';
import {entryPurgedWithin, type PurgeRule, purgeCalendar} from '../../state/purge.js';
import {partOf} from '../../state/resource.js';
import type {Theme, Token} from '../../theme/theme.js';
import type {FolderData, FolderScan} from './folder-scan.js';

/** So many days one by one, and then by the week. */
const single = 14;

interface Span {
	label: string;
	from: number;
	files: number;
	bytes: number;
}

/** Days as the calendar shows them: each of the next two weeks, and the weeks after. */
export function spansOf(days: readonly PurgeDay[]): Span[] {
	const spans: Span[] = [];
	for (const {inDays, date, files, bytes: size} of days) {
		const from = inDays <= single ? inDays : single + 1 + Math.floor((inDays - single - 1) / 7) * 7;
		const last = spans.at(-1);
		if (last?.from === from) {
			last.files += files;
			last.bytes += size;
		} else spans.push({label: labelOf(from, date), from, files, bytes: size});
	}
	return spans;
}

function labelOf(from: number, date: string): string {
	if (from === 0) return 'due';
	return from <= single ? `${date}, in ${from} d` : `in ${from} to ${from + 6} d`;
}

function tokenOf(from: number): Token {
	return from <= 7 ? 'bad' : from <= single ? 'caution' : 'text';
}

function calendarLines(days: readonly PurgeDay[], theme: Theme, width: number): string[] {
	const spans = spansOf(days);
	const most = Math.max(1, ...spans.map(span => span.bytes));
	const room = Math.max(4, Math.min(60, width - 58));
	return spans.map(({label, from, files, bytes: size}) => {
		const words = `${padTo(label, 20)}${padTo(bytes(size), 10, 'right')}  `;
		return `  ${theme.paint(tokenOf(from), words)}${progressBar(theme, size, most, room)}  ${count(files, 'file')}`;
	});
}

/** What lies directly in the folder and goes within two weeks, most first. */
function studyLines({summary, entries}: FolderData['scan'], rule: PurgeRule, theme: Theme, width: number): string[] {
	const rows = entries
		.filter(entry => entry.parent === 0)
		.map(entry => {
			const within = (days: number) => entryPurgedWithin({summary, entry}, days, rule).bytes;
			return {name: entry.folder ? `${entry.name}/` : entry.name, week: within(7), fortnight: within(single)};
		})
		.filter(({fortnight}) => fortnight > 0)
		.sort((a, b) => b.fortnight - a.fortnight);
	if (rows.length === 0) return [`  ${theme.paint('dim', 'Nothing goes within 14 days.')}`];
	const title = `  ${padTo('IN 7 D', 10, 'right')}${padTo('IN 14 D', 10, 'right')}  NAME`;
	return [
		theme.paint('dim', title),
		...rows.map(({name, week, fortnight}) => {
			const sizes = padTo(bytes(week), 10, 'right') + padTo(bytes(fortnight), 10, 'right');
			return `  ${sizes}  ${truncate(theme.veil(safeText(name)), Math.max(8, width - 26))}`;
		}),
	];
}

/** What of a folder is purged, and when: by day and week, then by what lies in it. */
export function calendarLayer(shell: Shell, folder: FolderScan, path: string): TextLayer<FolderData> {
	const purgeDays = shell.scratch.purgeDays(path);
	return new TextLayer<FolderData>({
		shell,
		title: `Purged from ${path}`,
		noun: '',
		resource: partOf(folder, data => data),
		lines({scan}, width) {
			const {theme} = shell;
			const rule = {purgeDays, now: shell.now()};
			const clock =
				scan.summary.clock === 'created'
					? 'creation'
					: 'the last change, for creation is not told here: it may go sooner';
			return [
				'',
				`  ${theme.paint('dim', `Files go ${purgeDays} days after ${clock}.`)}`,
				'',
				...calendarLines(purgeCalendar(scan, rule), theme, width),
				'',
				...studyLines(scan, rule, theme, width),
			];
		},
	});
}
