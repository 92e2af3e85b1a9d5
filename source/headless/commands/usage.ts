import {bytes} from '../../format/amounts.js';
import type {UsageRow} from '../../model/views.js';
import {loadUsage} from '../../state/project-usage.js';
import type {Context} from '../context.js';
import {toCsv} from '../csv.js';
import {amountText, filterFrom, type ListFormat, printList} from '../list.js';
import {readingOf} from '../reading.js';
import {parseSince} from '../since.js';

const format: ListFormat<UsageRow> = {
	noun: ['project', 'projects'],
	columns: [
		{title: 'PROJECT', value: row => row.project},
		{title: 'SESSIONS', align: 'right', whole: true, value: row => String(row.sessions)},
		{title: 'SUBJECTS', align: 'right', whole: true, value: row => String(row.subjects)},
		{title: 'STORED', align: 'right', whole: true, value: row => bytes(row.bytes)},
		{title: 'GEAR RUNS', align: 'right', whole: true, value: row => amountText(row.runs)},
		{title: 'GEAR HOURS', align: 'right', whole: true, value: row => amountText(row.hours)},
	],
	csv: [],
};

const monthly = ['project', 'month', 'sessions', 'bytes', 'runs', 'hours'];

/** What each project holds, and what its gears did; as CSV, a row for each project and month. */
export async function usage(context: Context, {since = '26w'}: {since?: string}): Promise<number> {
	const {out, options} = context;
	const test = filterFrom(options.filter);
	const from = parseSince(since, new Date());
	const {client} = await context.connect();
	const view = await loadUsage(client, {...(await readingOf(context)), since: from});
	const rows = view.projects.filter(test);
	if (out.mode === 'csv') {
		out.data(
			toCsv(
				rows.flatMap(({project, months}) => months.map(month => ({project, ...month}))),
				monthly,
			),
		);
		return 0;
	}
	printList(out, format, {rows, total: view.projects.length, json: {...view, projects: rows}});
	out.progress(
		`Gear runs and hours since ${from.slice(0, 10)}; storage is the files of sessions, analyses not counted.`,
	);
	return 0;
}
