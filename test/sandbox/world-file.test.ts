import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {readWorldFile, startSandbox} from '../../source/sandbox/index.js';
import {id, startSite} from './site.js';

/** What is said of a world that is wrong. */
async function complaint(world: unknown): Promise<string> {
	try {
		const site = await startSite({world: world as object});
		await site.close();
	} catch (error) {
		expect(error).toMatchObject({kind: 'usage', code: 'bad-world-file'});
		return error instanceof Error ? error.message : '';
	}
	return 'nothing';
}

describe('a world file', () => {
	it.each([
		[{users: [{firstname: 'x'}]}, 'users[0]._id'],
		[{projects: [{group: 'g', label: 5}]}, 'projects[0].label'],
		[
			{projects: [{group: 'g', label: 'p', subjects: [{label: 's', sessions: [{label: 'x', timestamp: 'soon'}]}]}]},
			'projects[0].subjects[0].sessions[0].timestamp',
		],
		[{projects: [{group: 'g', label: 'p', files: ['a', {size: 3}]}]}, 'projects[0].files[1].name'],
		[{projects: [{group: 'g', label: 'p', _id: 'short'}]}, 'projects[0]._id'],
		[{projects: [{group: 'g', label: 'p', permissions: [{_id: 'u', roles: ['king']}]}]}, 'projects[0].permissions[0]'],
		[
			{
				projects: [
					{_id: id(1), group: 'g', label: 'p'},
					{_id: id(1), group: 'g', label: 'q'},
				],
			},
			'projects[',
		],
		[
			{
				users: [
					{_id: 'a', key: 'k'},
					{_id: 'b', key: 'k'},
				],
			},
			'users[1].key',
		],
		[[], 'the whole file'],
	])('with a mistake is refused, naming the place: %j', async (world, place) => {
		expect(await complaint(world)).toContain(place);
	});

	it('that is no JSON or not there is told so', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'flydeck-world-'));
		const path = join(folder, 'world.json');
		await expect(readWorldFile(path)).rejects.toMatchObject({kind: 'usage', code: 'no-world-file'});
		await writeFile(path, '{"users":');
		await expect(readWorldFile(path)).rejects.toMatchObject({kind: 'usage', code: 'bad-world-file'});
		await writeFile(path, '{"groups":[{"_id":"g"}]}');
		expect(await readWorldFile(path)).toEqual({groups: [{_id: 'g'}]});
		await rm(folder, {recursive: true});
	});

	it('may hold any string as a label, and any further field', async () => {
		const label = `\u001B[31m\u0000"\\\u{1F9E0}${'x'.repeat(10_000)}`;
		const site = await startSite({
			world: {
				users: [{_id: 'sa@lab.example', key: 'key-sa', roles: ['site_admin']}],
				projects: [{group: 'g', label, own_field: [1], subjects: [{label: '', sessions: [{label: 's', weight: 70}]}]}],
			},
		});
		const [project] = await site.get('/projects?exhaustive=true');
		expect(project).toMatchObject({label, group: 'g', own_field: [1]});
		expect(await site.get(`/projects/${project._id}/sessions`)).toMatchObject([{weight: 70}]);
		await site.close();
	});

	it('gives the same ids each time, none of them one of its own', async () => {
		const world = {
			users: [{_id: 'sa@lab.example', key: 'key-sa', roles: ['site_admin']}],
			projects: [
				{group: 'g', label: 'a'},
				{_id: '5f1ec0030000000000000001', group: 'g', label: 'b'},
			],
		};
		const ids = async () => {
			const site = await startSite({world});
			const list: {_id: string}[] = await site.get('/projects?exhaustive=true');
			await site.close();
			return list.map(({_id}) => _id);
		};
		const first = await ids();
		expect(new Set(first).size).toBe(2);
		expect(await ids()).toEqual(first);
	});

	it('links the attempts at an analysis', async () => {
		const world = {
			users: [{_id: 'sa@lab.example', key: 'key-sa', roles: ['site_admin']}],
			projects: [
				{
					group: 'g',
					label: 'p',
					subjects: [
						{
							label: 's',
							sessions: [
								{
									_id: id(7),
									label: 'x',
									jobs: [{_id: id(1), gear: 'fmriprep', state: 'failed' as const}],
									analyses: [{_id: id(3), label: 'run', job: {_id: id(2), gear: 'fmriprep', retry_of: id(1)}}],
								},
							],
						},
					],
				},
			],
		};
		const site = await startSite({world});
		expect(await site.get(`/jobs/${id(2)}`)).toMatchObject({attempt: 2, previous_job_id: id(1)});
		const first = await site.get(`/jobs/${id(1)}`);
		expect(first).toMatchObject({attempt: 1, destination: {type: 'analysis', id: id(3)}});
		expect(first.retried).not.toBeNull();
		await site.close();
	});

	it('prints the key of the first who has one, and tells a port that is taken', async () => {
		const site = await startSite({world: {users: [{_id: 'a'}, {_id: 'b', key: 'second'}]}});
		expect(site.key).toBe(`127.0.0.1:${site.port}:__force_insecure:second`);
		await expect(startSandbox({world: {}, port: site.port})).rejects.toMatchObject({kind: 'usage', code: 'port-taken'});
		await site.close();
	});
});
