import {ApiError, notFound} from '../api-error.js';
import {type Call, stringsOf} from '../call.js';
import {readOne} from '../container-routes.js';
import type {AnalysisDoc, ContainerKind, FileDoc, Kinds} from '../documents.js';
import {find, findToRead, kindOf} from '../find.js';
import {hasAccess, listedProjects, needGroup} from '../permissions.js';
import type {Router} from '../router.js';
import {containerView, filesOf, fileView, groupView, singular} from '../views.js';

type Node =
	| {type: 'group'; id: string}
	| {type: 'container'; kind: ContainerKind; id: string}
	| {type: 'file'; file: FileDoc}
	| {type: 'gear'; id: string};

/** What one step down from each kind leads to, and the index that holds it. */
const steps: Partial<Record<ContainerKind, [ContainerKind, string]>> = {
	projects: ['subjects', 'project'],
	subjects: ['sessions', 'subject'],
	sessions: ['acquisitions', 'session'],
};

function idIn(step: string): string | undefined {
	return /^<id:(.+)>$/.exec(step)?.[1];
}

function child<K extends ContainerKind>(among: readonly Kinds[K][], step: string): Kinds[K] | undefined {
	const id = idIn(step);
	return among.find(one => (id === undefined ? one.label === step : one._id === id));
}

function projectNode(call: Call, groupId: string, step: string): Node {
	const project = child<'projects'>(call.store.by('projects', 'group', groupId), step);
	if (!project) throw new ApiError(404, `No project ${step} found in group ${groupId}`);
	findToRead(call, 'projects', project._id);
	return {type: 'container', kind: 'projects', id: project._id};
}

/** One step down from a container: `analyses` and `files` lead aside. */
function below(call: Call, kind: ContainerKind, id: string, path: string[]): Node {
	const [step = '', next] = path;
	if (step === 'files' && next !== undefined) {
		path.shift();
		return fileNode(call, id, next);
	}
	if (step === 'analyses' && next !== undefined) {
		path.shift();
		const analysis = child<'analyses'>(call.store.by('analyses', 'parent', id) as AnalysisDoc[], next);
		if (!analysis) throw new ApiError(404, `No analysis ${next} found`);
		return {type: 'container', kind: 'analyses', id: analysis._id};
	}
	const way = steps[kind];
	const found = way && child(call.store.by(way[0], way[1], id), step);
	if (way && found) return {type: 'container', kind: way[0], id: found._id};
	if (!way) return fileNode(call, id, step);
	throw new ApiError(404, `No ${singular[way[0]]} ${step} found`);
}

function fileNode(call: Call, id: string, name: string): Node {
	const file = filesOf(call, id).find(one => one.name === name || one._id === idIn(name));
	if (!file) throw new ApiError(404, `No file ${name} found`);
	return {type: 'file', file};
}

/** The nodes along a path, outermost first. */
function walk(call: Call, path: readonly string[]): Node[] {
	const rest = [...path];
	const first = rest.shift();
	if (first === undefined) return [];
	if (first === 'gears') return rest[0] === undefined ? [] : [{type: 'gear', id: gearId(call, rest[0])}];
	const groupId = idIn(first) ?? first;
	if (!call.store.has('groups', groupId)) throw new ApiError(404, `Group ${groupId} not found`);
	const nodes: Node[] = [{type: 'group', id: groupId}];
	for (let step = rest[0]; step !== undefined; step = rest[0]) {
		const last = nodes.at(-1);
		if (last?.type === 'group') nodes.push(projectNode(call, last.id, step));
		else if (last?.type === 'container') nodes.push(below(call, last.kind, last.id, rest));
		else throw notFound('Path', path.join('/'));
		rest.shift();
	}
	return nodes;
}

function gearId(call: Call, name: string): string {
	const gear =
		idIn(name) === undefined ? call.store.by('gears', 'name', name).at(-1) : call.store.get('gears', idIn(name) ?? '');
	if (!gear) throw new ApiError(404, `No gear ${name} found`);
	return gear._id;
}

function show(call: Call, node: Node, detail: 'one' | 'list'): Record<string, unknown> {
	switch (node.type) {
		case 'group':
			return {...groupView(call, find(call, 'groups', node.id)), container_type: 'group'};
		case 'gear':
			return {...find(call, 'gears', node.id), container_type: 'gear'};
		case 'file':
			return {...fileView(node.file, true), container_type: 'file'};
		case 'container':
			return {
				...containerView(call, node.kind, find(call, node.kind, node.id), detail),
				container_type: singular[node.kind],
			};
	}
}

function children(call: Call, node: Node | undefined): Node[] {
	const listed = listedProjects(call);
	if (!node) {
		const groups = [...call.store.all('groups')].filter(group => hasAccess(call, group.permissions, 'ro'));
		return groups.map(({_id}) => ({type: 'group', id: _id}));
	}
	if (node.type === 'group') {
		const projects = call.store.by('projects', 'group', node.id).filter(({_id}) => call.isAdmin || listed(_id));
		return projects.map(({_id}) => ({type: 'container', kind: 'projects', id: _id}));
	}
	if (node.type !== 'container') return [];
	const files = filesOf(call, node.id).map((file): Node => ({type: 'file', file}));
	const way = steps[node.kind];
	const documents = way ? call.store.by(way[0], way[1], node.id) : [];
	return [...documents.map((one): Node => ({type: 'container', kind: way?.[0] ?? 'sessions', id: one._id})), ...files];
}

function path(call: Call): string[] {
	return stringsOf(call.object().path, 'path');
}

function needLast(call: Call, nodes: readonly Node[]): Node {
	const last = nodes.at(-1);
	if (!last) throw new ApiError(404, 'The path is empty');
	if (last.type === 'group') {
		const group = find(call, 'groups', last.id);
		const listed = listedProjects(call);
		const sees = call.store.by('projects', 'group', last.id).some(({_id}) => listed(_id));
		if (!sees) needGroup(call, group, 'ro');
	}
	return last;
}

function anyContainer(call: Call): unknown {
	const id = call.param('id');
	const group = call.store.get('groups', id);
	if (group) {
		needGroup(call, group, 'ro');
		return {...groupView(call, group), container_type: 'group'};
	}
	const kind = kindOf(call, id);
	return {...readOne(call, kind, id), container_type: singular[kind]};
}

export function lookupRoutes(router: Router): void {
	router.post('/lookup', call => show(call, needLast(call, walk(call, path(call))), 'one'));
	router.post('/resolve', call => {
		const nodes = walk(call, path(call));
		if (nodes.length > 0) needLast(call, nodes);
		const below = children(call, nodes.at(-1)).map(node => show(call, node, 'list'));
		return {path: nodes.map(node => show(call, node, 'list')), children: below};
	});
	router.get('/containers/:id', anyContainer);
}
