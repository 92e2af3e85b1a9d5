import {afterAll, beforeAll, expect, test} from 'vitest';
import type {ChangeResult, Plan} from '../../source/model/plan.js';
import type {Confidence, UnsortedSession} from '../../source/model/unsorted.js';
import {createHome, type TestHome} from '../helpers/home.js';
import {type RunOptions, type RunResult, runCli} from '../helpers/run-cli.js';
import {errorOf} from './bench.js';

let home: TestHome;
let sessions: UnsortedSession[];
beforeAll(async () => {
	home = await createHome();
	({sessions} = (await flydeck('unsorted', '--json')).json() as {sessions: UnsortedSession[]});
});
afterAll(async () => home.remove());

async function flydeck(...args: string[]): Promise<RunResult> {
	const options: RunOptions = {home: home.dir};
	return runCli(['--sandbox', ...args], options);
}

interface Change {
	plan: Plan;
	result: ChangeResult | null;
}

/** Those that can go to their first suggestion, if one is content with this confidence. */
function movable(confidence: Confidence): UnsortedSession[] {
	return sessions.filter(({suggestions: [best], blockers}) => {
		const whole = best !== undefined && best.subject !== null && best.session !== null;
		return whole && blockers.length === 0 && best.confidence === confidence;
	});
}

test('what is sure moves by its id alone, and the brief counts it', async () => {
	const [session] = movable('high');
	const {unsorted} = (await flydeck('brief', '--json')).json() as {unsorted: {total: number; high: number}};
	expect(unsorted.total).toBe(sessions.length);
	const [best] = session?.suggestions ?? [];
	const run = await flydeck('move', session?.id ?? '', '--dry-run', '--json');
	expect(run.code).toBe(0);
	const {group, project, subject, session: label} = best ?? {};
	expect((run.json() as Change).plan.items).toMatchObject([{after: {group, project, subject, session: label}}]);
});

test('all that is sure is one plan, in one group if asked', async () => {
	const ids = async (...args: string[]) =>
		((await flydeck('move', '--accept', 'high', '--dry-run', '--json', ...args)).json() as Change).plan.items.map(
			({id}) => id,
		);
	const high = movable('high');
	expect(high.length).toBeGreaterThan(1);
	expect(new Set(await ids())).toEqual(new Set(high.map(({id}) => id)));
	const group = high[0]?.group ?? '';
	const ofGroup = high.filter(session => session.group === group).map(({id}) => id);
	expect(new Set(await ids('--group', group))).toEqual(new Set(ofGroup));
	expect(await ids('--filter', `id:${high[1]?.id}`)).toEqual([high[1]?.id]);
});

test('what is less than sure is refused until it is accepted as that, and stands out in the plan', async () => {
	const [session] = movable('medium');
	const refused = await flydeck('move', session?.id ?? '', '--yes', '--json');
	expect(refused.code).toBe(6);
	expect(errorOf(refused)).toMatchObject({code: 'not-sure', next: expect.stringContaining('--accept medium')});
	const accepted = await flydeck('move', session?.id ?? '', '--accept', 'medium', '--dry-run', '--json');
	expect(accepted.code).toBe(0);
	expect((accepted.json() as Change).plan.items[0]?.warnings.join(' ')).toContain('medium, not high');
});

test('what is blocked moves nowhere', async () => {
	const blocked = sessions.find(({blockers}) => blockers.some(({code}) => code === 'still-arriving'));
	for (const args of [
		['--accept', 'low'],
		['--to', 'memorylab/ENCODE/X1/V1'],
	]) {
		const run = await flydeck('move', blocked?.id ?? '', ...args, '--yes', '--json');
		expect(run.code).toBe(6);
		expect(errorOf(run).code).toBe('blocked');
	}
});

test('a run that finds nothing to move has done its work', async () => {
	const run = await flydeck('move', '--accept', 'high', '--filter', 'group:nolab', '--yes', '--json');
	expect(run.code).toBe(0);
	expect(run.json()).toMatchObject({plan: {items: []}, result: {items: [], journalId: null}});
});

test('a list as CSV has a column for each part of the first suggestion', async () => {
	const {stdout} = await flydeck('unsorted', '--csv', '--filter', `id:${movable('high')[0]?.id}`);
	expect(stdout.split('\r\n')[0]).toContain('suggestion.project,suggestion.subject,suggestion.session');
	expect(stdout.trimEnd().split('\r\n')).toHaveLength(2);
});
