/** A site with one lab, a client and operations on it, for the tests of changes. */
import {mkdtemp} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createClient, type Flywheel, parseKey} from '../../source/api/index.js';
import type {Plan} from '../../source/model/plan.js';
import {createOperations, type Operations} from '../../source/operations/index.js';
import {startSandbox} from '../../source/sandbox/index.js';
import type {WorldFile} from '../../source/sandbox/world-file.js';

export const ids = {
	unsorted: '64b0c0ffee00000000000001',
	study: '64b0c0ffee00000000000002',
	other: '64b0c0ffee00000000000003',
	lost: '64b0c0ffee00000000000011',
	second: '64b0c0ffee00000000000012',
	failed: '64b0c0ffee00000000000021',
	running: '64b0c0ffee00000000000022',
	complete: '64b0c0ffee00000000000023',
};

const scan = (label: string) => ({
	label,
	timestamp: '2026-03-04T17:05:09Z',
	files: [{name: `${label}.dicom.zip`, type: 'dicom', size: 1000}],
});

const people = [
	{_id: 'admin@lab.example', roles: ['site_admin'], key: 'admin-key'},
	{_id: 'pi@lab.example', roles: ['user'], key: 'pi-key'},
	{_id: 'ra1@lab.example', roles: ['user'], key: 'ra1-key'},
	{_id: 'gone@lab.example', roles: ['user'], disabled: true},
];

const gear = {gear: 'bids-mriqc', version: '2.1.3_24.0.2_inc1.0'};

export const lab: WorldFile = {
	users: people,
	roles: [{label: 'data-entry', actions: ['containers_view_metadata']}],
	groups: [
		{
			_id: 'memorylab',
			label: 'Memory Lab',
			permissions: [{_id: 'pi@lab.example', access: 'admin'}],
			roles: ['admin', 'read-write', 'read-only'],
		},
	],
	gears: [{name: 'bids-mriqc', version: '2.1.3_24.0.2_inc1.0', category: 'analysis'}],
	projects: [
		{
			_id: ids.unsorted,
			group: 'memorylab',
			label: 'Unsorted',
			permissions: [{_id: 'pi@lab.example', roles: ['admin']}],
			subjects: [
				{
					label: 'ex1',
					sessions: [
						{
							_id: ids.lost,
							label: 'gr-memorylab_proj-STUDYA-101-S1_ses-1.2.840',
							timestamp: '2026-03-04T17:05:09Z',
							acquisitions: [scan('T1w'), scan('rest')],
						},
						{
							_id: ids.second,
							label: 'gr-memorylab_proj-STUDYA-102-S1_ses-1.2.841',
							timestamp: '2026-03-04T18:05:09Z',
							acquisitions: [scan('T1w')],
						},
					],
				},
			],
		},
		{
			_id: ids.study,
			group: 'memorylab',
			label: 'STUDYA',
			permissions: [
				{_id: 'pi@lab.example', roles: ['admin']},
				{_id: 'ra1@lab.example', roles: ['read-write', 'read-only']},
			],
			subjects: [
				{
					label: '100',
					sessions: [
						{
							label: 'S1',
							timestamp: '2026-02-04T17:05:09Z',
							acquisitions: [scan('T1w')],
							analyses: [
								{label: 'bids-mriqc', job: {_id: ids.failed, ...gear, state: 'failed', log: ['Killed']}},
								{label: 'bids-mriqc again', job: {_id: ids.running, ...gear, state: 'running'}},
								{label: 'bids-mriqc done', job: {_id: ids.complete, ...gear, state: 'complete'}},
							],
						},
					],
				},
			],
		},
		{
			_id: ids.other,
			group: 'memorylab',
			label: 'LOCKED',
			locked: true,
			permissions: [{_id: 'pi@lab.example', roles: ['admin']}],
		},
	],
};

export interface Fault {
	method?: string;
	path?: string;
	mode: 'status' | 'status-after' | 'drop' | 'drop-after' | 'delay' | 'lie' | 'rate-limit';
	status?: number;
	delayMs?: number;
	times?: number;
	after?: number;
}

export interface Bench {
	client: Flywheel;
	/** A second, independent look at the site. */
	witness: Flywheel;
	operations: Operations;
	journalFile: string;
	url: string;
	faults(rules: Fault[]): Promise<void>;
	requests(): Promise<{method: string; path: string; status: number}[]>;
	/** The same site and journal as another process would find them. */
	reopen(): Operations;
	/** Where the session is: `GROUP/PROJECT/SUBJECT/SESSION`. */
	place(sessionId: string): Promise<string>;
	subjectLabels(projectId: string): Promise<string[]>;
	close(): Promise<void>;
}

export async function openBench(options: {key?: string; world?: WorldFile} = {}): Promise<Bench> {
	const sandbox = await startSandbox({world: options.world ?? lab, speed: 0});
	const connect = (secret: string) =>
		createClient({key: parseKey(sandbox.key.replace(/[^:]+$/, secret)), userAgent: 'flydeck-test'});
	const client = connect(options.key ?? 'admin-key');
	const witness = connect('admin-key');
	const journalFile = path.join(await mkdtemp(path.join(tmpdir(), 'flydeck-test-')), 'journal.jsonl');
	const reopen = () => createOperations({client, who: 'admin@lab.example', journalFile, readOnly: () => false});
	return {
		client,
		witness,
		operations: reopen(),
		journalFile,
		url: sandbox.url,
		async faults(rules) {
			await fetch(`${sandbox.url}/sandbox/faults`, {method: 'PUT', body: JSON.stringify(rules)});
		},
		requests: async () => (await fetch(`${sandbox.url}/sandbox/requests`)).json() as never,
		reopen,
		async place(id) {
			const session = await witness.session(id);
			const project = await witness.project(session.project);
			return [project.group, project.label, session.subject.label, session.label].join('/');
		},
		subjectLabels: async id => (await witness.subjects(id)).map(({label}) => label).sort(),
		close: async () => sandbox.close(),
	};
}

/** The statuses of an applied plan, in order. */
export async function outcome(operations: Operations, plan: Plan): Promise<string[]> {
	return (await operations.apply(plan)).items.map(({status}) => status);
}
