import {badRequest} from '../api-error.js';
import type {Call} from '../call.js';
import type {GearDoc, JobDoc} from '../documents.js';
import {find} from '../find.js';
import {cancelJob} from '../jobs.js';
import {list} from '../list.js';
import {may, needSiteAdmin} from '../permissions.js';
import type {Router} from '../router.js';
import {jobView} from '../views.js';

function isInvalid({gear}: GearDoc): boolean {
	return (gear.custom as {flywheel?: {invalid?: boolean}} | undefined)?.flywheel?.invalid === true;
}

const versions = new Intl.Collator('en', {numeric: true});

function isNewer(gear: GearDoc, than: GearDoc): boolean {
	if (gear.created !== than.created) return gear.created > than.created;
	return versions.compare(gear.gear.version, than.gear.version) > 0;
}

/** The gear of each name that was added last; of those added at once the highest version. */
function latest(gears: Iterable<GearDoc>): GearDoc[] {
	const byName = new Map<string, GearDoc>();
	for (const gear of gears) {
		const known = byName.get(gear.gear.name);
		if (!known || isNewer(gear, known)) byName.set(gear.gear.name, gear);
	}
	return [...byName.values()];
}

function gears(call: Call): unknown {
	const valid = [...call.store.all('gears')].filter(gear => call.flag('include_invalid') || !isInvalid(gear));
	const among = call.flag('all_versions') ? valid : latest(valid);
	return list(call, {kind: 'gears', among, view: gear => gear});
}

/** Enabling or disabling a gear, which is all of it that the sandbox lets one change. */
function modify(call: Call): unknown {
	needSiteAdmin(call);
	const body = call.object();
	const manifest = (body.gear ?? {}) as {version?: unknown; custom?: Record<string, unknown>};
	const candidates = call.store.by('gears', 'name', call.param('id'));
	const gear = candidates.find(one => one.gear.version === manifest.version) ?? candidates.at(-1);
	if (!gear) throw badRequest('The sandbox takes no new gears: name them in its world');
	const changed = {...gear.gear, custom: manifest.custom ?? gear.gear.custom};
	call.store.patch('gears', gear._id, {gear: changed, modified: call.date});
	return {_id: gear._id};
}

function invocation(call: Call): unknown {
	const {gear} = find(call, 'gears', call.param('id'));
	const properties = {
		config: {type: 'object', properties: gear.config ?? {}},
		inputs: {type: 'object', properties: gear.inputs ?? {}},
	};
	return {
		$schema: 'http://json-schema.org/draft-04/schema#',
		title: `Invocation manifest for ${gear.name}`,
		type: 'object',
		properties,
	};
}

function batchJobs(call: Call, ids: unknown): JobDoc[] {
	return ((ids ?? []) as string[]).flatMap(id => call.store.get('jobs', id) ?? []);
}

function cancelBatch(call: Call): unknown {
	const batch = find(call, 'batches', call.param('id'));
	const pending = batchJobs(call, batch.jobs).filter(({state}) => state === 'pending');
	for (const job of pending) cancelJob(call, job);
	call.store.patch('batches', batch._id, {state: 'cancelled', modified: call.date});
	return {number_cancelled: pending.length};
}

export function gearRoutes(router: Router): void {
	router.get('/gears', gears);
	router.get('/gears/:id', call => find(call, 'gears', call.param('id')));
	router.get('/gears/:id/invocation', invocation);
	router.post('/gears/:id', modify);
	router.get('/batch', call =>
		list(call, {
			kind: 'batches',
			visible: batch => batchJobs(call, batch.jobs).every(job => may(call, job.parents.project, 'jobs_view')),
			view: batch => batch,
		}),
	);
	router.get('/batch/:id', call => {
		const batch = find(call, 'batches', call.param('id'));
		if (!call.flag('jobs')) return batch;
		return {...batch, jobs: batchJobs(call, batch.jobs).map(job => jobView(call, job, 'list'))};
	});
	router.post('/batch/:id/cancel', cancelBatch);
}
