import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {afterEach, beforeEach, expect, it} from 'vitest';
import {Quotas} from '../../../source/hpc/quota/quotas.js';
import {type MadeTree, makeTree} from '../trees.js';

let tree: MadeTree;
let now = 0;
beforeEach(() => {
	tree = makeTree({'alpine1/ra1/x': 1, 'pl/ics/gears/x': 1});
	now = Date.parse('2026-11-25T09:00:00Z');
});
afterEach(() => tree.remove());

const quotas = (script: string) =>
	new Quotas({command: ['sh', '-c', script], environment: {PATH: process.env.PATH}, now: () => now});
const at = (name: string) => path.join(tree.path, name);

it('the cluster’s command counts, asked once in five minutes', async () => {
	const asked = quotas(`echo x >>${at('calls')}; echo "${at('alpine1')} 10G 90G $(wc -l <${at('calls')})00G"`);
	const quota = {used: 10 * 2 ** 30, files: null, source: 'curc-quota', at: '2026-11-25T09:00:00.000Z'};
	expect(await asked.around(at('alpine1/ra1'))).toMatchObject({...quota, limit: 100 * 2 ** 30});
	expect(await asked.around(at('alpine1'))).toMatchObject({limit: 100 * 2 ** 30});
	now += 300_000;
	expect(await asked.around(at('alpine1'))).toMatchObject({limit: 200 * 2 ** 30});
});

it('then the statistics of the allocation around it, with their age', async () => {
	writeFileSync(at('pl/ics/.cstats'), 'Allocated Space: 4T\nUsed Space: 3T\n  ra1 1T 500\n  ra2 2T 700\n');
	const quota = await quotas('exit 1').around(at('pl/ics/gears'));
	expect(quota).toMatchObject({used: 3 * 2 ** 40, limit: 4 * 2 ** 40, files: 1200, source: '.cstats'});
	expect(Date.now() - Date.parse(quota?.at ?? '')).toBeLessThan(60_000);
});

it('else the file system, also where the statistics are empty; nothing where there is no folder', async () => {
	writeFileSync(at('pl/ics/.cstats'), '');
	expect(await quotas('echo nonsense').around(at('pl/ics/gears'))).toMatchObject({source: 'file system'});
	expect(await quotas('exit 127').around(at('nowhere'))).toBeNull();
});
