/**
 * The coverage of a study, read page by page as flydeck does, beside the loop of the usual
 * notebooks that reads each session by itself. Run by hand: `npx tsx test/bench/coverage.ts`.
 * What counts is the ratio: the times are this machine's.
 */
import {createClient, parseKey} from '../../source/api/index.js';
import {coverageOf} from '../../source/model/coverage.js';
import type {WorldFile} from '../../source/sandbox/index.js';
import {loadProjectRuns} from '../../source/state/coverage.js';
import {findProject} from '../../source/state/names.js';
import {startTestSandbox} from '../helpers/with-sandbox.js';

const size = {sessions: 427, gears: 8};
const rounds = 5;
const gears = Array.from({length: size.gears}, (_, gear) => ({name: `gear-${gear}`, version: '1.0'}));

const world: WorldFile = {
	users: [{_id: 'admin@lab.example', roles: ['site_admin'], key: 'adminKey'}],
	groups: [{_id: 'smith', label: 'Smith Lab'}],
	gears,
	projects: [
		{
			group: 'smith',
			label: 'STUDYA',
			subjects: Array.from({length: size.sessions}, (_, index) => ({
				label: `S${index}`,
				sessions: [
					{
						label: 'V1',
						analyses: gears.map(({name, version}) => ({label: name, job: {gear: name, version, config: {index}}})),
					},
				],
			})),
		},
	],
};

const sandbox = await startTestSandbox(world);
const client = createClient({key: parseKey(sandbox.key)});
const project = await findProject(client, 'smith/STUDYA');

/** As `for session in project.sessions()` does, with each session's analyses and their jobs. */
async function sessionBySession(): Promise<number> {
	let found = 0;
	for (const {id} of await client.sessions(project.id)) {
		found += (await client.analyses('sessions', id, {jobs: true})).length;
	}
	return found;
}

async function pageByPage(): Promise<number> {
	const {totals} = coverageOf(await loadProjectRuns(client, project));
	return Object.values(totals).reduce((sum, {complete}) => sum + complete, 0);
}

async function measured(read: () => Promise<number>): Promise<{requests: number; ms: number; found: number}> {
	await sandbox.clearRequests();
	const begun = performance.now();
	const found = await read();
	return {requests: (await sandbox.requests()).length, ms: performance.now() - begun, found};
}

const ratios: number[] = [];
for (let round = 0; round < rounds; round++) {
	const [loop, pages] = [await measured(sessionBySession), await measured(pageByPage)];
	if (loop.found !== pages.found) throw new Error(`the loop found ${loop.found} results, the pages ${pages.found}`);
	ratios.push(loop.ms / pages.ms);
	const told = (name: string, {requests, ms}: typeof loop) => `${name} ${requests} requests, ${Math.round(ms)} ms`;
	console.log(
		`${told('session by session:', loop)}; ${told('page by page:', pages)}; ${(loop.ms / pages.ms).toFixed(1)} times`,
	);
}
ratios.sort((a, b) => a - b);
console.log(
	`${size.sessions} sessions × ${size.gears} gears: ${ratios[Math.floor(rounds / 2)]?.toFixed(1)} times as fast (median of ${rounds})`,
);
await sandbox.close();
