import {unprocessable} from '../api-error.js';
import {type Call, optionalText, textOf} from '../call.js';
import type {Doc} from '../documents.js';
import {find, findToRead, without} from '../find.js';
import {list} from '../list.js';
import {needSiteAdmin, needWrite} from '../permissions.js';
import type {Router} from '../router.js';

/** Gear rules are kept and served; they start nothing in the sandbox. */
const site = 'site';

function conditions(rule: Record<string, unknown>): number {
	return ['any', 'all', 'not'].reduce((sum, name) => sum + (Array.isArray(rule[name]) ? rule[name].length : 0), 0);
}

function checked(call: Call, body: Record<string, unknown>, projectId: string): Record<string, unknown> {
	textOf(body, 'name');
	find(call, 'gears', textOf(body, 'gear_id'));
	const rule = {any: [], all: [], not: [], disabled: false, config: {}, fixed_inputs: [], auto_update: false, ...body};
	if (conditions(rule) === 0) throw unprocessable('A rule needs at least one condition', ['body']);
	if (projectId === site && (rule.fixed_inputs as unknown[]).length > 0)
		throw unprocessable('Site rules take no fixed inputs', ['body']);
	return rule;
}

function ruleRoutes(
	router: Router,
	path: string,
	projectOf: (call: Call) => string,
	needChange: (call: Call) => void,
): void {
	const rule = (call: Call): Doc => {
		const found = find(call, 'rules', call.param('rule'));
		if (found.project_id !== projectOf(call)) throw unprocessable('The rule belongs elsewhere');
		return found;
	};
	router.get(path, call => {
		const rules = call.store.by('rules', 'project', projectOf(call));
		const name = call.query('name');
		return list(call, {kind: 'rules', among: rules.filter(one => !name || one.name === name), view: one => one});
	});
	router.post(path, call => {
		needChange(call);
		const project_id = projectOf(call);
		const made: Doc = {
			...checked(call, call.object(), project_id),
			_id: call.newId(),
			project_id,
			created: call.date,
			modified: call.date,
		};
		call.store.put('rules', made);
		return made;
	});
	router.get(`${path}/:rule`, rule);
	router.put(`${path}/:rule`, call => {
		needChange(call);
		const old = rule(call);
		const merged = checked(call, {...old, ...without(call.object(), '_id', 'project_id')}, projectOf(call));
		return call.store.patch('rules', old._id, {...merged, modified: call.date});
	});
	router.delete(`${path}/:rule`, call => {
		needChange(call);
		call.store.remove('rules', rule(call)._id);
		return {deleted: 1};
	});
}

function projectSettings(router: Router): void {
	router.get('/projects/:id/settings', call => {
		const project = findToRead(call, 'projects', call.param('id'));
		return project.settings ?? {viewer_apps: null, deid_profile: null, external_routing_id: null};
	});
	router.put('/projects/:id/settings', call => {
		const project = find(call, 'projects', call.param('id'));
		needWrite(call, project._id, 'settings_modify', 'project_permissions_manage');
		const settings = {...(project.settings as object | undefined), ...call.object()};
		call.store.patch('projects', project._id, {settings, modified: call.date});
		return settings;
	});
	router.post('/projects/:id/template', call => {
		const project = find(call, 'projects', call.param('id'));
		needWrite(call, project._id, 'session_templates_manage');
		const {templates} = call.object();
		if (!Array.isArray(templates)) throw unprocessable('templates must be a list', ['body', 'templates']);
		call.store.patch('projects', project._id, {templates, modified: call.date});
		return {modified: 1};
	});
	router.delete('/projects/:id/template', call => {
		const project = find(call, 'projects', call.param('id'));
		needWrite(call, project._id, 'session_templates_manage');
		call.store.patch('projects', project._id, {templates: [], modified: call.date});
		return {deleted: 1};
	});
}

export function settingRoutes(router: Router): void {
	ruleRoutes(
		router,
		'/projects/:id/rules',
		call => findToRead(call, 'projects', call.param('id'))._id,
		call => needWrite(call, call.param('id'), 'gear_rules_manage'),
	);
	ruleRoutes(router, '/site/rules', () => site, needSiteAdmin);
	projectSettings(router);
	router.get(
		'/site/settings',
		call => call.store.get('settings', site) ?? {_id: site, center_gears: [], providers: {}},
	);
	router.get('/site/providers', () => []);
	router.put('/permissions/check', call => {
		const body = call.object();
		needWrite(call, textOf(body, 'project_id'), optionalText(body, 'action') ?? 'containers_view_metadata');
		return null;
	});
}
