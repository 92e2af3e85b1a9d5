import {bytes, count} from '../../format/amounts.js';
import {safeText} from '../../format/safe-text.js';
import {isoDay} from '../../format/time.js';
import type {BriefView, ScratchBrief} from '../../model/views.js';
import {loadBrief} from '../../state/brief.js';
import type {Context} from '../context.js';
import {toCsv} from '../csv.js';
import {openDiagnoses} from '../open-diagnoses.js';
import {readingOf} from '../reading.js';

const csvFields = [
	...['unsorted.total', 'unsorted.oldestDays', 'unsorted.high', 'unsorted.setAside'],
	...['jobs.failed', 'jobs.running', 'jobs.pending', 'jobs.stuck'],
	{name: 'jobs.families', value: ({jobs}: BriefView) => jobs.families.map(family => `${family.cause} ${family.count}`)},
	...['projects.total', 'projects.missingFiles'],
	{name: 'scratch', value: ({scratch}: BriefView) => scratch.map(purged)},
	'since',
];

function purged({path, purgeIn14Days, scannedAt}: ScratchBrief): string {
	const {files, bytes: size} = purgeIn14Days;
	return `${path}: ${bytes(size)} in ${count(files, 'file')} within 14 days (scanned ${isoDay(scannedAt)})`;
}

function amount(value: number | null): string {
	return value === null ? '?' : String(value);
}

/** The brief in words: what waits for a person first, a line each. */
export function briefText({unsorted, jobs, projects, scratch}: BriefView): string {
	const oldest = unsorted.oldestDays === null ? '' : `, the oldest for ${count(unsorted.oldestDays, 'day')}`;
	const {setAside = 0} = unsorted;
	const aside = setAside > 0 ? `; ${setAside} set aside` : '';
	const families = jobs.families.map(family => `${family.count} ${family.cause}`).join(', ');
	const lines: [string, string][] = [
		[
			'Unsorted',
			`${count((unsorted.total ?? 0) - setAside, 'session')}${oldest}; ${unsorted.high} with a sure suggestion${aside}`,
		],
		['Failed', `${amount(jobs.failed)} jobs${families ? ` (${families})` : ''}`],
		['Stuck', `${amount(jobs.stuck)} jobs`],
		['Running', `${amount(jobs.running)} jobs, ${amount(jobs.pending)} waiting`],
		['Projects', `${projects.total}, of which ${projects.missingFiles} lack a required file`],
		...scratch
			.filter(({purgeIn14Days}) => purgeIn14Days.files > 0)
			.map((folder): [string, string] => ['Purged', purged(folder)]),
	];
	return lines.map(([name, words]) => `${name.padEnd(10)}${safeText(words)}\n`).join('');
}

export async function brief(context: Context): Promise<number> {
	const {out} = context;
	const connection = await context.connect();
	const reading = await readingOf(context);
	const scratch = await (await context.scratch()).brief(reading.now);
	const diagnoses = await openDiagnoses(context);
	const view = await loadBrief(connection.client, {...reading, scratch, diagnoses});
	if (out.mode === 'json') {
		out.json(view);
		return 0;
	}
	if (out.mode === 'csv') {
		out.data(toCsv([view], csvFields));
		return 0;
	}
	const [site, account] = await Promise.all([connection.site(), connection.account()]);
	const where = connection.sandbox || site.sandbox ? `SANDBOX (${site.name}): nothing here is real` : site.name;
	out.data(`${safeText(`${where}, as ${account.id}`)}\n${briefText(view)}`);
	return 0;
}
