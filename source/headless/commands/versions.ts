import {count} from '../../format/amounts.js';
import {type GearVersions, type VersionUse, versionsOf} from '../../model/versions.js';
import {loadProjectRuns} from '../../state/coverage.js';
import {findProject} from '../../state/names.js';
import type {Context} from '../context.js';
import {dateText, filterFrom, type ListFormat, printList} from '../list.js';

type Row = VersionUse & {gear: string};

const format: ListFormat<Row> = {
	noun: ['version', 'versions'],
	columns: [
		{title: 'GEAR', value: row => row.gear},
		{title: 'VERSION', value: row => row.version},
		{title: 'SESSIONS', align: 'right', whole: true, value: row => String(row.sessions)},
		{title: 'RERUNS', align: 'right', whole: true, value: row => String(row.reruns)},
		{title: 'RUNS', align: 'right', whole: true, value: row => String(row.runs)},
		{title: 'FIRST', whole: true, value: row => dateText(row.first)},
		{title: 'LAST', whole: true, value: row => dateText(row.last)},
	],
	csv: ['gear', 'version', 'sessions', 'reruns', 'runs', 'first', 'last'],
};

/** At most so many sessions are named in a line; `--json` has them all. */
const named = 6;

function narrate({gear, rerun, odd, settings}: GearVersions): string[] {
	const lines: string[] = [];
	if (rerun && rerun.sessions.length > 0) {
		const places = rerun.sessions.slice(0, named).map(({subject, session}) => `${subject}/${session}`);
		const more = rerun.sessions.length > named ? ' and others' : '';
		const many = count(rerun.sessions.length, 'rerun');
		lines.push(`${gear}: ${many} would make it ${rerun.version} throughout: ${places.join(', ')}${more}`);
	}
	for (const {setting, values} of settings) {
		const parts = values.map(({value, sessions}) => `${(value ?? 'left out').slice(0, 60)} on ${sessions}`);
		lines.push(`${gear}: ${setting} differs: ${parts.slice(0, named).join(', ')}`);
	}
	if (odd.length > 0) lines.push(`${gear}: ${count(odd.length, 'result')} made otherwise than most`);
	return lines;
}

export async function versions(context: Context, name: string): Promise<number> {
	const {options, out} = context;
	const test = filterFrom(options.filter);
	const {client} = await context.connect();
	const view = versionsOf(await loadProjectRuns(client, await findProject(client, name)));
	const all = view.gears.flatMap(({gear, versions: uses}) => uses.map(use => ({gear, ...use})));
	const rows = all.filter(test);
	const gears = view.gears.filter(({gear}) => rows.length === all.length || rows.some(row => row.gear === gear));
	printList(out, format, {rows, total: all.length, json: {...view, gears}});
	for (const line of gears.flatMap(narrate)) out.progress(line);
	return 0;
}
