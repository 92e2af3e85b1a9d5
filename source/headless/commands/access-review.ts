import {createHash} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import {writePrivateFile} from '../../config/private-file.js';
import {safeText} from '../../format/safe-text.js';
import {FlydeckError} from '../../model/errors.js';
import type {AccessChange, AccessGrant, AccessReviewView} from '../../model/views.js';
import {loadAccessReview, type ReviewedAccess} from '../../state/access-review.js';
import type {Context} from '../context.js';
import {filterFrom, type ListFormat, printList} from '../list.js';
import {readingOf} from '../reading.js';

const grant = z.object({user: z.string(), project: z.string(), roles: z.array(z.string())});
const reviewed = z.object({reviewedAt: z.string(), grants: z.array(grant), projects: z.array(z.string())});

/** One file for each site: its name may hold what no file's may. */
function fileOf(context: Context, host: string): string {
	const name = createHash('sha256').update(host).digest('hex').slice(0, 16);
	return path.join(context.paths.state, 'reviews', `${name}.json`);
}

async function lastReview(file: string): Promise<ReviewedAccess | null> {
	try {
		return reviewed.parse(JSON.parse(await readFile(file, 'utf8')));
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
		throw new FlydeckError('unexpected', {
			code: 'bad-review',
			message: `The last review, kept in ${file}, can't be read.`,
			next: 'Move that file away to begin anew: what changed since it is then not known.',
			cause: error,
		});
	}
}

type Row = AccessGrant & {findings: string[]};

const format: ListFormat<Row> = {
	noun: ['grant', 'grants'],
	columns: [
		{title: 'USER', value: row => row.user},
		{title: 'PROJECT', value: row => row.project},
		{title: 'ROLES', value: row => row.roles.join(', ')},
		{title: 'FINDINGS', value: row => row.findings.join(', ')},
	],
	csv: ['user', 'project', 'roles', 'findings'],
};

function rowsOf({grants, findings}: AccessReviewView): Row[] {
	return grants.map(grant => ({
		...grant,
		findings: findings
			.filter(({user, project}) => user === grant.user && project === grant.project)
			.map(({code}) => code),
	}));
}

function rolesText(roles: string[] | null): string {
	return roles === null ? 'nothing' : roles.join(' + ') || 'no role';
}

function changeText({user, project, before, after, newProject}: AccessChange): string {
	return `${user} on ${project}: ${rolesText(before)} before, ${rolesText(after)} now${newProject ? ' (project not seen then)' : ''}`;
}

/** What a review says, a sentence a line: findings first, then what is new. */
function sentences(view: AccessReviewView): string[] {
	const {findings, changes, reviewedAt, hidden} = view;
	return [
		...findings.map(({message}) => message),
		...(findings.length === 0 ? ['Nothing stands out.'] : []),
		...(reviewedAt === null
			? ['There was no review before: --save keeps this one, and the next tells what changed.']
			: [`Since the review of ${reviewedAt.slice(0, 10)}: ${changes.length === 0 ? 'no change.' : ''}`.trim()]),
		...changes.map(changeText),
		...(hidden.length > 0
			? [`Of ${hidden.length} projects the server shows you only your own entry: ${hidden.join(', ')}.`]
			: []),
	];
}

/** A cell of a Markdown table: what would end it or begin markup is escaped. */
function cell(text: string): string {
	return safeText(text).replace(/[\\|`*_<>[\]]/g, String.raw`\$&`);
}

function markdown(view: AccessReviewView, site: string, now: Date): string {
	const table = (titles: string[], rows: string[][]) => [
		`| ${titles.join(' | ')} |`,
		`|${titles.map(() => '---').join('|')}|`,
		...rows.map(row => `| ${row.map(cell).join(' | ')} |`),
	];
	const rows = rowsOf(view).map(row => [row.project, row.user, row.roles.join(', '), row.findings.join(', ')]);
	return [
		`# Access on ${cell(site)}, ${now.toISOString().slice(0, 10)}`,
		'',
		...sentences(view).map(text => `- ${cell(text)}`),
		'',
		...table(['Project', 'Person', 'Roles', 'Findings'], rows.toSorted()),
		'',
		'Reviewed by: ______________________  Date: ______________',
		'',
	].join('\n');
}

/** What about access asks for a decision; `--save` keeps what stands now as reviewed. */
export async function accessReview(
	context: Context,
	{save = false, markdown: asDocument = false}: {save?: boolean; markdown?: boolean},
): Promise<number> {
	const {out, options} = context;
	const test = filterFrom(options.filter);
	const {client} = await context.connect();
	const {homeDomains, awayDays} = await context.settings();
	const file = fileOf(context, client.host);
	const reading = await readingOf(context);
	const view = await loadAccessReview(client, {...reading, last: await lastReview(file), homeDomains, awayDays});
	const rows = rowsOf(view).filter(test);
	if (asDocument && out.mode === 'text') out.data(markdown(view, client.host, reading.now));
	else if (out.mode === 'text')
		out.data(
			sentences(view)
				.map(text => `${safeText(text)}\n`)
				.join(''),
		);
	else printList(out, format, {rows, total: view.grants.length, json: {...view, grants: rows}});
	if (save) await keep(context, file, view, reading);
	return 0;
}

/** A part of the site is no review of it: what was left out would look as if it had been agreed to. */
async function keep(
	{out, options}: Context,
	file: string,
	{grants}: AccessReviewView,
	{groups, now}: {groups: string[]; now: Date},
): Promise<void> {
	if (groups.length > 0 || options.filter) {
		throw new FlydeckError('usage', {
			code: 'partial-review',
			message: 'A review of a part can not be kept.',
			next: 'Leave --group and --filter out to keep a review.',
		});
	}
	const projects = [...new Set(grants.map(({project}) => project))];
	const review: ReviewedAccess = {reviewedAt: now.toISOString(), grants, projects};
	await writePrivateFile(file, `${JSON.stringify(review)}\n`);
	out.progress(`Kept as reviewed: ${grants.length} grants.`);
}
