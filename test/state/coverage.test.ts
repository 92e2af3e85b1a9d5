import {describe, expect, it} from 'vitest';
import {createClient, parseKey} from '../../source/api/index.js';
import {coverageOf} from '../../source/model/coverage.js';
import type {WorldFile} from '../../source/sandbox/index.js';
import {loadProjectRuns} from '../../source/state/coverage.js';
import {findProject} from '../../source/state/names.js';
import {coverageWorld, ids} from '../helpers/coverage-world.js';
import {type Fault, type TestSandbox, withSandbox} from '../helpers/with-sandbox.js';

async function read(sandbox: TestSandbox, gears?: string[]) {
	const client = createClient({key: parseKey(sandbox.key)});
	const runs = await loadProjectRuns(client, await findProject(client, 'smith/STUDYA'));
	return {runs, view: coverageOf(runs, gears)};
}

/** Each session's cells, a word each. */
function table({view}: Awaited<ReturnType<typeof read>>): string[] {
	return view.rows.map(({subject, session, cells}) => {
		const states = view.gears.map(gear => `${cells[gear]?.state} ${cells[gear]?.attempts}`);
		return `${subject}/${session}: ${states.join(', ')}`;
	});
}

const expected = [
	'S01/V1: cancelled 1, complete 3, complete 1',
	'S01/V2: pending 2, complete 1, never 0',
	'S02/V1: never 0, complete 1, never 0',
	'S02/V2: never 0, never 0, never 0',
];

describe('coverage of a project', () => {
	it('tells of each session and gear the best of what was tried, the newest attempt of each chain', async () => {
		await withSandbox(coverageWorld, async sandbox => {
			const answer = await read(sandbox);
			expect(answer.view.gears).toEqual(['bids-fmriprep', 'bids-mriqc', 'dcm2niix']);
			expect(table(answer)).toEqual(expected);
			expect(answer.view.rows[0]?.cells['bids-mriqc']).toEqual({
				...{state: 'complete', jobId: ids.success, analysisId: ids.analysis, version: '24.0', attempts: 3},
			});
			expect(answer.view.totals['bids-fmriprep']).toEqual({
				...{complete: 0, failed: 0, running: 0, pending: 1, cancelled: 1, never: 2},
			});
		});
	});

	it('shows a gear that never ran where it is asked for, and no other than those asked for', async () => {
		await withSandbox(coverageWorld, async sandbox => {
			const {view} = await read(sandbox, ['__proto__', 'bids-mriqc', 'bids-mriqc']);
			expect(view.gears).toEqual(['__proto__', 'bids-mriqc']);
			expect(Object.keys(view.totals)).toEqual(view.gears);
			expect(Object.values(view.totals)[0]).toMatchObject({never: 4, complete: 0});
		});
	});

	it('is the same where the server cannot list analyses with their jobs', async () => {
		await withSandbox(coverageWorld, async sandbox => {
			const fault: Fault = {method: 'GET', path: 'sessions/analyses', mode: 'status', status: 500, times: 1};
			await sandbox.faults([fault]);
			expect(table(await read(sandbox))).toEqual(expected);
		});
	});

	it('follows a retry that was made since', async () => {
		await withSandbox(coverageWorld, async sandbox => {
			const headers = {authorization: 'scitran-user piKey', 'content-type': 'application/json'};
			const retry = await fetch(`${sandbox.url}/api/jobs/${ids.alone}/retry`, {method: 'POST', headers});
			expect(retry.status).toBe(200);
			const second = (await read(sandbox)).view.rows[1]?.cells['bids-fmriprep'];
			expect(second).toMatchObject({state: 'pending', attempts: 3});
			expect(second?.jobId).not.toBe(ids.alone);
		});
	});

	it('reads page by page: 427 sessions with eight analyses each in at most 15 requests', async () => {
		await withSandbox(manySessions(427, 8), async sandbox => {
			await sandbox.clearRequests();
			const {view} = await read(sandbox);
			const asked = await sandbox.requests();
			expect(asked.length).toBeLessThanOrEqual(15);
			expect(view.rows).toHaveLength(427);
			expect(view.gears.map(gear => view.totals[gear]?.complete)).toEqual(Array.from({length: 8}, () => 427));
		});
	});
});

function manySessions(count: number, gears: number): WorldFile {
	const analyses = () =>
		Array.from({length: gears}, (_, gear) => ({label: `gear ${gear}`, job: {gear: `gear-${gear}`, version: '1'}}));
	const sessions = Array.from({length: count}, (_, index) => ({label: `V${index}`, analyses: analyses()}));
	return {
		...coverageWorld,
		gears: Array.from({length: gears}, (_, gear) => ({name: `gear-${gear}`, version: '1'})),
		projects: [
			{
				group: 'smith',
				label: 'STUDYA',
				permissions: [{_id: 'pi@lab.example', roles: ['admin']}],
				subjects: [{label: 'S', sessions}],
			},
		],
	};
}
