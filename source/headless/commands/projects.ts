import type {ProjectRow, SessionRow} from '../../model/views.js';
import {findProject} from '../../state/names.js';
import {loadProjects} from '../../state/projects.js';
import {loadSessions} from '../../state/sessions.js';
import type {Context} from '../context.js';
import {amountText, dateText, filterFrom, type ListFormat, printList} from '../list.js';
import {readingOf} from '../reading.js';

const projectFormat: ListFormat<ProjectRow> = {
	noun: ['project', 'projects'],
	columns: [
		{title: 'PROJECT', value: row => `${row.group}/${row.label}`},
		{title: 'SESSIONS', align: 'right', whole: true, value: row => amountText(row.sessions)},
		{title: 'SUBJECTS', align: 'right', whole: true, value: row => amountText(row.subjects)},
		{title: 'LAST SCAN', whole: true, value: row => dateText(row.lastScan)},
		{title: 'UNSORTED', align: 'right', whole: true, value: row => amountText(row.unsorted)},
		{title: 'FAILED', align: 'right', whole: true, value: row => amountText(row.failedJobs)},
		{title: 'ROLE', value: row => row.myRole ?? 'none'},
		{title: 'MISSING FILES', value: row => row.missingFiles.join(', ')},
	],
	csv: [
		...['id', 'group', 'label', 'sessions', 'subjects', 'lastScan', 'unsorted'],
		...['missingFiles', 'failedJobs', 'myRole'],
	],
};

const sessionFormat: ListFormat<SessionRow> = {
	noun: ['session', 'sessions'],
	columns: [
		{title: 'ID', whole: true, value: row => row.id},
		{title: 'SUBJECT', value: row => row.subject},
		{title: 'SESSION', value: row => row.session},
		{title: 'SCANNED', whole: true, value: row => dateText(row.timestamp)},
		{title: 'FILES', align: 'right', whole: true, value: row => amountText(row.files)},
		{title: 'ANALYSES', align: 'right', whole: true, value: row => amountText(row.analyses)},
	],
	csv: ['id', 'group', 'project', 'subject', 'session', 'timestamp', 'files', 'analyses'],
};

export async function projects(context: Context): Promise<number> {
	const test = filterFrom(context.options.filter);
	const {client} = await context.connect();
	const all = await loadProjects(client, await readingOf(context));
	const rows = all.filter(test);
	printList(context.out, projectFormat, {rows, total: all.length, json: {projects: rows}});
	return 0;
}

export async function sessions(context: Context, name: string): Promise<number> {
	const test = filterFrom(context.options.filter);
	const {client} = await context.connect();
	const project = await findProject(client, name);
	const {groups} = await readingOf(context);
	const inScope = groups.length === 0 || groups.includes(project.group);
	const all = inScope ? await loadSessions(client, project) : [];
	const rows = all.filter(test);
	printList(context.out, sessionFormat, {rows, total: all.length, json: {sessions: rows}});
	return 0;
}
