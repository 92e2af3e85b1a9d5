import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {ChangeResult, Plan} from '../../source/model/plan.js';
import type {UnsortedSession} from '../../source/model/unsorted.js';
import {createHome, type TestHome} from '../helpers/home.js';
import {runCli} from '../helpers/run-cli.js';
import {lostId, placeOf, unsortedWorld} from '../helpers/unsorted-world.js';
import {startTestSandbox, type TestSandbox} from '../helpers/with-sandbox.js';
import {errorOf} from './bench.js';

let sandbox: TestSandbox;
let home: TestHome;
beforeAll(async () => {
	const world = unsortedWorld(2, number => `${number}a4f09c27be51d3886e0f2a1b7c9d4e5`);
	[sandbox, home] = await Promise.all([startTestSandbox(world), createHome()]);
});
afterAll(async () => {
	await sandbox.close();
	await home.remove();
});

const flydeck = async (...args: string[]) => runCli(args, {home: home.dir, key: sandbox.key});

describe('an accession number that a person types where the header holds a digest', () => {
	test('is judged in its place', async () => {
		const run = await flydeck('unsorted', '--typed', `${lostId(1)}=STUDYA\\S01\\V2 `, '--json');
		const {sessions} = run.json() as {sessions: UnsortedSession[]};
		expect(sessions.find(({id}) => id === lostId(1))).toMatchObject({
			accession: 'STUDYA\\S01\\V2 ',
			accessionSource: 'typed',
			projectId: expect.stringMatching(/^[0-9a-f]{24}$/),
			suggestions: [{project: 'STUDYA', subject: 'S01', session: 'V2', confidence: 'high'}],
		});
		expect(sessions.find(({id}) => id === lostId(2))?.accessionSource).toBe('label');
	});

	test('is refused where it names no session of Unsorted, or says nothing', async () => {
		const unknown = await flydeck('unsorted', '--typed', 'nosuch=STUDYA/S01/V2', '--json');
		expect([unknown.code, errorOf(unknown).code]).toEqual([5, 'not-unsorted']);
		for (const pair of [lostId(1), `${lostId(1)}= `, '=STUDYA/S01/V2']) {
			const wrong = await flydeck('unsorted', '--typed', pair, '--json');
			expect([wrong.code, errorOf(wrong).code]).toEqual([2, 'bad-typed']);
		}
	});

	test('moves it there', async () => {
		const run = await flydeck('move', lostId(1), '--typed', 'STUDYA_S01_V2', '--yes', '--json');
		expect(run.code).toBe(0);
		const {plan} = run.json() as {plan: Plan; result: ChangeResult};
		expect(plan.items[0]?.after).toEqual({group: 'smith', project: 'STUDYA', subject: 'S01', session: 'V2'});
		expect(await placeOf(sandbox, lostId(1))).toBe('STUDYA/S01/V2');
	});
});
