import {ApiError, badRequest, unprocessable} from '../api-error.js';
import {type Call, optionalObject, optionalText, textOf} from '../call.js';
import {change, findToWrite, needKnownFields, readOne, removeManyRoute, removeRoute} from '../container-routes.js';
import type {ProjectDoc} from '../documents.js';
import {find, without} from '../find.js';
import {list} from '../list.js';
import {moveProject} from '../moves.js';
import {hasAccess, listedProjects, need, needGroup} from '../permissions.js';
import type {Router} from '../router.js';
import {filesOf, groupView, projectView, shownPermissions} from '../views.js';

export function projectLists(call: Call, group?: string): unknown {
	const listed = listedProjects(call);
	return list(call, {
		kind: 'projects',
		...(group !== undefined && {among: call.store.by('projects', 'group', group)}),
		visible: project => listed(project._id),
		view: project => projectView(call, project, 'list'),
		virtual: {
			files: project => filesOf(call, project._id),
			permissions: project => shownPermissions(call, project._id),
		},
	});
}

/** Labels that only the server gives. */
const reserved = ['unsorted', 'unknown'];

function checkLabel(call: Call, label: string, group: string, own?: string): void {
	if (reserved.includes(label.toLowerCase())) throw badRequest(`${label} is a reserved project label`);
	const taken = call.store
		.by('projects', 'group', group)
		.some(project => project.label === label && project._id !== own);
	if (taken) throw new ApiError(409, `Project ${label} already exists in group ${group}`);
}

function adminRole(call: Call): string {
	const role = [...call.store.all('roles')].find(({default_flywheel_role}) => default_flywheel_role === 'admin');
	return role?._id ?? '';
}

function add(call: Call): unknown {
	const body = call.object();
	const label = textOf(body, 'label');
	const groupId = textOf(body, 'group');
	const group = call.store.get('groups', groupId);
	if (!group) throw new ApiError(404, `Group ${groupId} not found`);
	needGroup(call, group, 'admin');
	checkLabel(call, label, groupId);
	const own = {_id: call.user._id, role_ids: [adminRole(call)]};
	const template = call.flag('inherit') ? group.permissions_template : [];
	const permissions = template.some(({_id}) => _id === own._id) ? template : [...template, own];
	const _id = call.newId();
	call.store.put('projects', {
		templates: [],
		description: optionalText(body, 'description') ?? '',
		...without(body, 'permissions'),
		_id,
		label,
		group: groupId,
		parents: {group: groupId},
		permissions: call.flag('inherit') && template.length > 0 ? template : permissions,
		locked: null,
		created: call.date,
		modified: call.date,
		revision: 1,
		tags: [],
		notes: [],
		info: optionalObject(body, 'info') ?? {},
	});
	return {_id};
}

const fields = ['label', 'group', 'description', 'info', 'editions', 'providers', 'copyable', 'public'];

function modify(call: Call): unknown {
	const project = findToWrite(call, 'projects', call.param('id'));
	const body = call.object();
	needKnownFields(body, fields);
	const group = optionalText(body, 'group') ?? project.group;
	const label = optionalText(body, 'label') ?? project.label;
	if (label !== project.label || group !== project.group) checkLabel(call, label, group, project._id);
	if (group !== project.group) {
		const target = call.store.get('groups', group);
		if (!target) throw unprocessable(`Group ${group} does not exist`, ['body', 'group']);
		needGroup(call, target, 'admin');
		moveProject(call, project, group);
	}
	change(call, 'projects', project._id, {...without(body, 'group'), label} as Partial<ProjectDoc>);
	return {modified: 1};
}

const lockReasons = ['data_review', 'regulatory_audit', 'research_suspended', 'study_closed', 'other'];

function lock(call: Call): unknown {
	const project = find(call, 'projects', call.param('id'));
	need(call, project._id, 'project_permissions_manage');
	const reason = call.request.body === undefined ? 'other' : (optionalText(call.object(), 'reason') ?? 'other');
	if (!lockReasons.includes(reason))
		throw unprocessable(`reason must be one of ${lockReasons.join(', ')}`, ['body', 'reason']);
	const locked = {reason, timestamp: call.date, origin: {type: 'user', id: call.user._id}};
	call.store.patch('projects', project._id, {locked, modified: call.date});
	return {modified: 1};
}

function unlock(call: Call): unknown {
	const project = find(call, 'projects', call.param('id'));
	need(call, project._id, 'project_permissions_manage');
	call.store.patch('projects', project._id, {locked: null, modified: call.date});
	return {modified: 1};
}

/** Groups of the projects that the caller sees. */
function projectGroups(call: Call): unknown {
	const listed = listedProjects(call);
	const ids = new Set<string>();
	for (const project of call.store.all('projects')) if (listed(project._id)) ids.add(project.group);
	return [...call.store.all('groups')]
		.filter(group => ids.has(group._id) || (!call.isAdmin && hasAccess(call, group.permissions, 'ro')))
		.map(group => groupView(call, group));
}

export function projectRoutes(router: Router): void {
	router.get('/projects', call => projectLists(call));
	router.get('/projects/groups', projectGroups);
	router.post('/projects', add);
	router.delete('/projects', removeManyRoute('projects'));
	router.get('/projects/:id', call => readOne(call, 'projects', call.param('id')));
	router.put('/projects/:id', modify);
	router.delete('/projects/:id', removeRoute('projects'));
	router.post('/projects/:id/lock', lock);
	router.post('/projects/:id/unlock', unlock);
}
