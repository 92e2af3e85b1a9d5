import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {createClient, type Flywheel, parseKey} from '../../source/api/index.js';
import {header, ids, study} from '../helpers/study-world.js';
import {startTestSandbox, type TestSandbox} from '../helpers/with-sandbox.js';

let sandbox: TestSandbox;
let client: Flywheel;
beforeAll(async () => {
	sandbox = await startTestSandbox(study);
	client = createClient({key: parseKey(sandbox.key), userAgent: 'flydeck-test'});
});
afterAll(async () => sandbox.close());

describe('what hangs below a project', () => {
	it('lists the acquisitions of all its sessions, and of no other project', async () => {
		const found = await client.acquisitionsOfProject(ids.study);
		expect(found.map(({label, files}) => [label, files.length]).sort()).toEqual([
			['anat-T1w', 2],
			['anat-T1w', 2],
			['func-rest', 1],
		]);
		expect(found.filter(({session}) => session === ids.first)).toHaveLength(2);
	});

	it('reads one container with its metadata and its files’ metadata', async () => {
		const acquisition = await client.container('acquisitions', ids.anat);
		const [dicom] = acquisition.files;
		expect(dicom?.info).toEqual(header);
		expect(dicom).toMatchObject({
			modality: 'MR',
			classification: {Intent: ['Structural'], Measurement: ['T1']},
			size: 48_000_000,
		});
		const session = await client.container('sessions', ids.first);
		expect(session).toMatchObject({operator: 'ra1@lab.example', tags: ['pilot'], info: {}});
		expect(session.notes.map(({text}) => text)).toEqual(['Moved during rest']);
		expect((await client.container('projects', ids.study)).info).toEqual({sponsor: 'NIH'});
		await expect(client.container('subjects', ids.study)).rejects.toMatchObject({kind: 'not-found'});
	});

	it('brings the state of the jobs with analyses, and does without where the server fails over one', async () => {
		const states = async () =>
			(await client.analyses('sessions', ids.first, {jobs: true})).map(({label, jobState}) => `${label}: ${jobState}`);
		expect((await states()).sort()).toEqual(['mriqc again: running', 'mriqc first try: failed', 'scores: null']);
		await sandbox.faults([{path: '/analyses', mode: 'status', status: 500, times: 1}]);
		expect((await states()).sort()).toEqual(['mriqc again: null', 'mriqc first try: null', 'scores: null']);
	});
});

describe('a list in pages', () => {
	/** A server that knows neither shape but the one given, and 600 acquisitions. */
	async function reading(shape: (page: object[]) => unknown) {
		const all = Array.from({length: 600}, (_, index) => ({
			_id: `66${String(index).padStart(22, '0')}`,
			session: ids.first,
			files: [{name: 'a', classification: {Intent: 'Structural', odd: [1], none: null}}],
		}));
		const server = createServer((request, response) => {
			const query = new URL(request.url ?? '', 'http://x').searchParams;
			const after = query.get('after_id') ?? '';
			const page = all.filter(({_id}) => _id > after).slice(0, Number(query.get('limit')));
			response.end(JSON.stringify(shape(page)));
		});
		await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
		const {port} = server.address() as AddressInfo;
		try {
			const key = parseKey(`127.0.0.1:${port}:__force_insecure:secret`);
			return await createClient({key}).acquisitionsOfProject(ids.study);
		} finally {
			server.close();
			server.closeAllConnections();
		}
	}

	it.each([
		['bare arrays', (page: object[]) => page],
		['page objects', (page: object[]) => ({total: 600, count: page.length, results: page})],
	])('is whole whether it comes as %s', async (_, shape) => {
		const found = await reading(shape);
		expect(new Set(found.map(({id}) => id)).size).toBe(600);
		expect(found[0]?.files[0]?.classification).toEqual({Intent: ['Structural']});
	});

	it('is an error where an entry is no acquisition, not a guess', async () => {
		await expect(reading(() => [{_id: 1}])).rejects.toMatchObject({code: 'unexpected-answer'});
	});
});
