import {type AccessEntry, accessTypes} from '../access-log.js';
import {badRequest} from '../api-error.js';
import {Answer, type Call} from '../call.js';
import {timeOf} from '../dates.js';
import type {ProjectDoc} from '../documents.js';
import {find, findToRead, kindNamed} from '../find.js';
import {may, needSiteAdmin} from '../permissions.js';
import type {Router} from '../router.js';

/** Counts of one project. Storage is told in byte days over `days`, as the real report does. */
function usageOf(call: Call, project: ProjectDoc, days: number) {
	const {store} = call;
	const id = project._id;
	const bytes = store.by('files', 'project', id).reduce((sum, {size}) => sum + size, 0);
	const jobs = store.by('jobs', 'project', id);
	const compute = jobs.reduce((sum, {transitions}) => {
		const end = timeOf(transitions.complete ?? transitions.failed ?? transitions.cancelled);
		const run = end - timeOf(transitions.running);
		return sum + (Number.isNaN(run) ? 0 : run);
	}, 0);
	return {sessions: store.countBy('sessions', 'project', id), bytes, jobs: jobs.length, compute, days};
}

function daysIn(call: Call): number {
	const {now} = call.request;
	const year = Number(call.query('year') ?? now.getUTCFullYear());
	const month = Number(call.query('month') ?? now.getUTCMonth() + 1);
	if (!Number.isInteger(year) || !(month >= 1 && month <= 12)) throw badRequest('year and month must be numbers');
	return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function projectsOf(call: Call): ProjectDoc[] {
	const wanted = call.query('project');
	return wanted ? [find(call, 'projects', wanted)] : [...call.store.all('projects')];
}

function usage(call: Call): unknown {
	needSiteAdmin(call);
	const days = daysIn(call);
	return projectsOf(call).map(project => {
		const {sessions, bytes, jobs, compute} = usageOf(call, project, days);
		return {
			project: project._id,
			project_label: project.label,
			group: project.group,
			session_count: sessions,
			center_job_count: 0,
			group_job_count: jobs,
			total_job_count: jobs,
			center_compute_ms: 0,
			group_compute_ms: compute,
			total_compute_ms: compute,
			center_storage_byte_day: 0,
			group_storage_byte_day: bytes * days,
			total_storage_byte_day: bytes * days,
			days,
		};
	});
}

function summary(call: Call): unknown {
	needSiteAdmin(call);
	const {now} = call.request;
	const rows = projectsOf(call).map(project => {
		const {sessions, bytes, jobs, compute} = usageOf(call, project, 1);
		return {
			project_id: project._id,
			project_label: project.label,
			group_id: project.group,
			group_label: call.store.get('groups', project.group)?.label ?? project.group,
			year: now.getUTCFullYear(),
			month: now.getUTCMonth() + 1,
			session_count_end: sessions,
			managed_data_bytes_end: bytes,
			job_count_sum: jobs,
			compute_ms_sum: compute,
		};
	});
	return rows.filter(({group_id}) => (call.query('group') ?? group_id) === group_id);
}

function site(call: Call): unknown {
	needSiteAdmin(call);
	const groups = [...call.store.all('groups')].map(({_id, label}) => ({
		label,
		project_count: call.store.countBy('projects', 'group', _id),
		session_count: call.store.countBy('sessions', 'group', _id),
	}));
	return {group_count: groups.length, groups};
}

function projectReport(call: Call): unknown {
	const ids = call.request.query.getAll('projects');
	const projects = ids.map(id => {
		const project = findToRead(call, 'projects', id);
		return {
			name: project.label,
			group_name: project.group,
			project_id: id,
			session_count: call.store.countBy('sessions', 'project', id),
			subjects_count: call.store.countBy('subjects', 'project', id),
		};
	});
	return {projects};
}

function inRange(call: Call): (entry: AccessEntry) => boolean {
	const start = call.query('start_date');
	const end = call.query('end_date');
	const [from, to] = [start ? timeOf(start) : Number.NEGATIVE_INFINITY, end ? timeOf(end) : Number.POSITIVE_INFINITY];
	if (Number.isNaN(from) || Number.isNaN(to)) throw badRequest('start_date and end_date must be ISO 8601 dates');
	if (to < from) throw badRequest('End date must be after start date');
	return entry => timeOf(entry.timestamp) >= from && timeOf(entry.timestamp) <= to;
}

function accessLog(call: Call): unknown {
	needSiteAdmin(call);
	const limit = Number(call.query('limit') ?? 100);
	if (!Number.isInteger(limit) || limit < 1 || limit > 10_000) throw badRequest('Limit must be from 1 to 10000');
	const types = [...call.request.query.getAll('access_types'), ...call.request.query.getAll('access_type')].flatMap(
		type => type.split(','),
	);
	const dated = inRange(call);
	const [user, project, subject] = ['user', 'project', 'subject'].map(name => call.query(name));
	const found = call.services.accessLog.entries.filter(
		entry =>
			dated(entry) &&
			(types.length === 0 || types.includes(entry.access_type)) &&
			(user === undefined || entry.origin.id === user) &&
			(project === undefined || entry.context.project?.id === project) &&
			(subject === undefined || entry.context.subject?.label === subject || entry.context.subject?.id === subject),
	);
	const newest = found.reverse().slice(0, limit);
	return call.flag('csv') ? csv(newest) : newest;
}

function csv(entries: readonly AccessEntry[]): Answer {
	const fields = ['timestamp', 'access_type', 'user_id', 'ip', 'request_method', 'request_path'] as const;
	const rows = entries.map(entry => fields.map(field => `"${String(entry[field]).replaceAll('"', '""')}"`).join(','));
	return new Answer({
		headers: {'content-type': 'text/csv; charset=utf-8'},
		body: `${[fields.join(','), ...rows].join('\n')}\n`,
	});
}

function changes(call: Call): unknown {
	const type = call.param('type');
	const id = call.param('id');
	const kind = kindNamed(type);
	const log = call.store.by('changes', 'container', id).filter(({container_type}) => container_type === type);
	if (kind && call.store.has(kind, id)) findToRead(call, kind, id);
	else if (log.length === 0 || !call.isAdmin) return {container_type: type, container_id: id, changes: []};
	return {container_type: type, container_id: id, changes: log.reverse()};
}

function fieldChanges(call: Call): unknown {
	const field = call.param('field');
	const {changes: all, ...head} = changes(call) as {
		changes: {patch: Record<string, unknown>; [key: string]: unknown}[];
	};
	const those = all.filter(({patch}) => field in patch);
	return {
		...head,
		changes: those.map(({patch, method, created, revision, origin}) => ({
			method,
			value: patch[field],
			created,
			revision,
			origin,
		})),
	};
}

/** Whether the caller holds an action: told by the status alone. */
function checkAction(call: Call): unknown {
	const project = find(call, 'projects', call.query('project_id') ?? '');
	if (!may(call, project._id, call.param('action'))) return new Answer({status: 403, body: ''});
	return new Answer({status: 204, body: ''});
}

export function reportRoutes(router: Router): void {
	router.get('/report/usage', usage);
	router.get('/report/usage/availability', call => {
		const {now} = call.request;
		return {available_reports: [{year: now.getUTCFullYear(), month: now.getUTCMonth() + 1}]};
	});
	router.get('/report/usage-summary', summary);
	router.get('/report/site', site);
	router.get('/report/project', projectReport);
	router.get('/report/accesslog', accessLog);
	router.get('/report/accesslog/types', () => accessTypes);
	router.get('/changes/:type/:id', changes);
	router.get('/changes/:type/:id/fields/:field', fieldChanges);
	router.get('/permissions/check/:action', checkAction);
}
