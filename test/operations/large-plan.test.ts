import {mkdtemp, stat} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {writePlanFile} from '../../source/config/plan-file.js';
import {readPlanFile} from '../../source/headless/plan-file.js';
import type {WorldFile} from '../../source/sandbox/index.js';
import {loadUnsorted} from '../../source/state/unsorted.js';
import {type Bench, openBench} from './bench.js';

/** A lab and its study each. */
const labs = [
	['smith', 'STUDYA'],
	['jones', 'STUDYB'],
	['banich', 'STUDYC'],
	['motor', 'GAIT'],
] as const;
const each = 50;
const total = labs.length * each;

const three = (number: number) => String(number).padStart(3, '0');
const idOf = (lab: number, number: number) => `5f0000000000000000${lab}00${three(number)}`;

/** `each` sessions wait in each lab's Unsorted: second visits of subjects that its study knows. */
function world(): WorldFile {
	const numbers = Array.from({length: each}, (_, index) => index + 1);
	return {
		users: [{_id: 'admin@lab.example', roles: ['site_admin'], key: 'admin-key'}],
		groups: labs.map(([_id]) => ({_id, label: _id})),
		projects: labs.flatMap(([group, study], lab) => [
			{
				group,
				label: study,
				subjects: [
					...numbers.map(number => ({
						label: `S${three(number)}`,
						sessions: [{label: 'V1', timestamp: '2026-03-01T10:00:00Z'}],
					})),
					{label: 'S900', sessions: [{label: 'V1'}, {label: 'V2', timestamp: '2026-03-02T10:00:00Z'}]},
					{label: 'S901', sessions: [{label: 'V1'}, {label: 'V2', timestamp: '2026-03-02T10:00:00Z'}]},
				],
			},
			{
				group,
				label: 'Unsorted',
				subjects: numbers.map(number => ({
					label: `ex${lab}${three(number)}`,
					sessions: [
						{
							_id: idOf(lab, number),
							label: `gr-${group}_proj-${study}-S${three(number)}-V2_ses-1.2.${number}`,
							timestamp: '2026-03-08T10:00:00Z',
							acquisitions: [
								{
									label: 'T1w',
									files: [
										{
											name: 't1.dicom.zip',
											type: 'dicom',
											info: {header: {dicom: {AccessionNumber: `${study}-S${three(number)}-V2`}}},
										},
									],
								},
							],
						},
					],
				})),
			},
		]),
	};
}

let bench: Bench;
beforeEach(async () => {
	bench = await openBench({world: world()});
});
afterEach(async () => bench.close());

const asked = async (body: () => Promise<unknown>) => {
	const before = (await bench.requests()).length;
	await body();
	return (await bench.requests()).length - before;
};

// One request for each session's header, and beside that two lists for each project that is
// meant and one for each Unsorted: linear in the sessions, not in what the site holds.
test('200 sessions in the Unsorted of 4 labs are judged by at most 220 requests', async () => {
	const requests = await asked(async () => {
		const {sessions} = await loadUnsorted(bench.client, {groups: [], now: new Date()});
		expect(sessions.filter(({suggestions: [best]}) => best?.confidence === 'high')).toHaveLength(total);
	});
	expect(requests).toBeLessThanOrEqual(220);
});

async function planAll() {
	const {sessions} = await loadUnsorted(bench.client, {groups: [], now: new Date()});
	return bench.operations.planMove(
		sessions.flatMap(({id, suggestions: [best]}) =>
			best?.subject && best.session
				? [{id, to: {group: best.group, project: best.project, subject: best.subject, session: best.session}}]
				: [],
		),
	);
}

const moved = async () => {
	const projects = (await bench.witness.projects()).filter(({label}) => label !== 'Unsorted');
	const sessions = await Promise.all(projects.map(({id}) => bench.witness.sessions(id)));
	return sessions.flat().filter(({timestamp}) => timestamp?.startsWith('2026-03-08')).length;
};

// A plan asks for each session: itself, its analyses, the subject there, the sessions of both
// subjects. A move: four that re-check and read back, the write, and its label's check.
test('a plan of 200 across labs is saved, loaded, fails in part, is resumed and undone, by at most 5 requests to plan and 6 to move each', async () => {
	const planning = await asked(async () => {
		const plan = await planAll();
		const file = path.join(await mkdtemp(path.join(tmpdir(), 'flydeck-plan-')), 'plan.json');
		await writePlanFile(file, plan);
		expect((await stat(file)).mode & 0o777).toBe(0o600);
		const saved = await readPlanFile(file);
		expect(saved.items).toHaveLength(total);
	});
	expect(planning).toBeLessThanOrEqual(220 + 5 * total);

	const plan = await planAll();
	// The server refuses a few of the writes, and then the person stops.
	await bench.faults([{method: 'PUT', path: '/sessions/', mode: 'status', status: 403, times: 5, after: 20}]);
	const stop = new AbortController();
	let result = await bench.operations.apply(plan, {
		signal: stop.signal,
		onProgress: ({index, phase}) => phase === 'finished' && index === 119 && stop.abort(),
	});
	const count = (status: string) => result.items.filter(item => item.status === status).length;
	const notBegun = result.items.filter(({error}) => error?.code === 'not-attempted').length;
	expect([count('done'), count('failed') - notBegun, notBegun]).toEqual([115, 5, 80]);
	expect(await moved()).toBe(115);

	const other = bench.reopen();
	const rest = await other.planResume();
	expect(rest.items).toHaveLength(80);
	const moving = await asked(async () => {
		result = await other.apply(rest);
	});
	expect(count('done')).toBe(80);
	expect(moving).toBeLessThanOrEqual(6 * 80);
	// The plan once more: what was refused is done, what is done stays.
	result = await other.apply(await other.planSaved(plan));
	expect([count('done'), count('unchanged')]).toEqual([5, 195]);
	expect(await moved()).toBe(total);

	for (const _ of ['refused', 'rest', 'first']) await other.apply(await other.planUndo());
	expect(await moved()).toBe(0);
}, 120_000);
