import {type Sandbox, type SandboxOptions, startSandbox, type WorldFile} from '../../source/sandbox/index.js';

/** Ids of the small world, readable in a failure. */
export const id = (number: number) => number.toString(16).padStart(24, '0');

export const unsorted = id(1);
export const studyA = id(2);
export const studyB = id(3);

/** One lab: an Unsorted, two studies, a person of each sort. */
export function smallWorld(): WorldFile {
	return {
		users: [
			{_id: 'sa@lab.example', roles: ['user', 'site_admin'], key: 'key-sa'},
			{_id: 'pi@lab.example', key: 'key-pi'},
			{_id: 'ra@lab.example', key: 'key-ra'},
			{_id: 'reader@lab.example', key: 'key-reader'},
			{_id: 'outside@lab.example', key: 'key-outside'},
			{_id: 'gone@lab.example', key: 'key-gone', disabled: true},
		],
		roles: [{label: 'curator', actions: []}],
		groups: [
			{
				_id: 'smith',
				label: 'Smith Lab',
				permissions: [{_id: 'pi@lab.example', access: 'admin'}],
				permissions_template: [{_id: 'pi@lab.example', roles: ['admin']}],
				roles: ['admin', 'read-write', 'read-only'],
			},
			{_id: 'jones'},
		],
		gears: [
			{name: 'fmriprep', version: '1.0.0', config: {threads: {type: 'integer', default: 4}}},
			{name: 'fmriprep', version: '1.10.0'},
			{name: 'old-gear', disabled: true},
		],
		projects: [
			{
				_id: unsorted,
				group: 'smith',
				label: 'Unsorted',
				permissions: people(),
				subjects: [
					{
						_id: id(11),
						label: 'ex1',
						sessions: [
							{_id: id(21), label: 'gr-smith_proj-A_ses-1.2'},
							{_id: id(22), label: 'two'},
						],
					},
					{
						_id: id(12),
						label: 'ex2',
						sessions: [
							{
								_id: id(23),
								label: 'only',
								timestamp: '2026-03-04T10:05:09-07:00',
								acquisitions: [
									{
										_id: id(31),
										label: 'T1w',
										files: [
											{name: 'a.dicom.zip', size: 200_000, info: {header: {dicom: {AccessionNumber: 'A/S/1'}}}},
											{name: 'note.txt', text: 'hello, scan'},
										],
									},
								],
								analyses: [{_id: id(41), label: 'by hand'}],
							},
						],
					},
				],
			},
			{
				_id: studyA,
				group: 'smith',
				label: 'A',
				permissions: people(),
				info: {site: 'north'},
				subjects: [
					{_id: id(13), label: 'ex1', sessions: [{_id: id(24), label: 'ses-1'}]},
					{
						_id: id(14),
						label: '101',
						tags: ['pilot', 'x'],
						sessions: [{_id: id(25), label: 'comma, "quoted"', jobs: jobs()}],
					},
				],
			},
			{_id: studyB, group: 'jones', label: 'B', permissions: [{_id: 'pi@lab.example', roles: ['admin']}]},
		],
	};
}

function people() {
	return [
		{_id: 'pi@lab.example', roles: ['admin']},
		{_id: 'ra@lab.example', roles: ['read-write']},
		{_id: 'reader@lab.example', roles: ['read-only']},
	];
}

function jobs() {
	return [
		{
			_id: id(51),
			gear: 'fmriprep',
			version: '1.0.0',
			state: 'failed' as const,
			created: '2026-03-01T00:00:00Z',
			log: ['one', 'two'],
		},
		{_id: id(52), gear: 'fmriprep', version: '1.0.0', state: 'complete' as const, created: '2026-03-02T00:00:00Z'},
		{_id: id(53), gear: 'fmriprep', version: '1.0.0', state: 'pending' as const, created: '2026-03-03T00:00:00Z'},
		{_id: id(54), gear: 'fmriprep', version: '1.0.0', state: 'cancelled' as const, created: '2026-03-04T00:00:00Z'},
	];
}

export interface Answer {
	status: number;
	// biome-ignore lint/suspicious/noExplicitAny: an answer may be of any shape, and each check says which.
	body: any;
	headers: Headers;
}

export interface Site extends Sandbox {
	/** Calls the API as one of the people, by the word after `key-`. */
	call(method: string, path: string, body?: unknown, as?: string): Promise<Answer>;
	/** The same, for reading what must be there. */
	get(path: string, as?: string): Promise<Answer['body']>;
	/** The sandbox's own routes. */
	own(method: string, path: string, body?: unknown): Promise<Answer>;
}

async function ask(url: string, method: string, headers: Record<string, string>, body: unknown): Promise<Answer> {
	const json: Record<string, string> = body === undefined ? {} : {'content-type': 'application/json'};
	const init = {method, headers: {...headers, ...json}, ...(body !== undefined && {body: JSON.stringify(body)})};
	const response = await fetch(url, init);
	const text = await response.text();
	let parsed: unknown = text;
	try {
		parsed = text === '' ? null : JSON.parse(text);
	} catch {}
	return {status: response.status, body: parsed, headers: response.headers};
}

export async function startSite(options: Partial<SandboxOptions> = {}): Promise<Site> {
	const sandbox = await startSandbox({world: smallWorld(), speed: 0, ...options});
	const call: Site['call'] = async (method, path, body, as = 'sa') =>
		ask(`${sandbox.url}/api${path}`, method, {authorization: `scitran-user key-${as}`}, body);
	return {
		...sandbox,
		call,
		async get(path, as) {
			const {status, body} = await call('GET', path, undefined, as);
			if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`);
			return body;
		},
		own: async (method, path, body) => ask(`${sandbox.url}/sandbox${path}`, method, {}, body),
	};
}
