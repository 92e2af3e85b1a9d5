import {describe, expect, it} from 'vitest';
import {createClient, parseKey} from '../../source/api/index.js';
import {FlydeckError} from '../../source/model/errors.js';
import type {Plan} from '../../source/model/plan.js';
import {createOperations} from '../../source/operations/index.js';
import {guarded} from '../../source/shell/guard.js';
import {createHome} from '../helpers/home.js';
import {withSandbox} from '../helpers/with-sandbox.js';

describe('read-only on the dashboard', () => {
	it('refuses to apply a plan that was made before it was switched on, and asks the server nothing', async () => {
		const home = await createHome();
		const world = {users: [{_id: 'admin@lab.example', roles: ['site_admin'], key: 'secret'}]};
		await withSandbox(world, async sandbox => {
			const client = createClient({key: parseKey(sandbox.key), userAgent: 'flydeck-test'});
			const journalFile = `${home.dir}/journal.jsonl`;
			const operations = createOperations({client, who: 'admin@lab.example', journalFile, readOnly: () => false});
			let readOnly = false;
			const safe = guarded(operations, () => readOnly);
			const plan: Plan = {kind: 'move', title: '', site: client.host, createdAt: '', items: [], irreversible: []};
			readOnly = true;
			await expect(safe.apply(plan)).rejects.toMatchObject({kind: 'forbidden', code: 'read-only'});
			await expect(safe.apply(plan)).rejects.toBeInstanceOf(FlydeckError);
			expect(await sandbox.requests()).toEqual([]);
			expect(await safe.history()).toEqual([]);
		});
		await home.remove();
	});
});
