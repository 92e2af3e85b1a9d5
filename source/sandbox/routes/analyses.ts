import {addAnalysis} from '../analyses.js';
import {ApiError, notFound} from '../api-error.js';
import {type Call, optionalText} from '../call.js';
import {change, findToWrite, readOne, removeManyRoute, removeRoute} from '../container-routes.js';
import type {AnalysisDoc, ContainerKind} from '../documents.js';
import {find, findToRead, kindNamed, kindOf, needDeleteReason} from '../find.js';
import {list} from '../list.js';
import {listedProjects} from '../permissions.js';
import type {Router} from '../router.js';
import {analysisView, filesOf, singular, withJob} from '../views.js';

function analysisList(call: Call, among?: AnalysisDoc[]): unknown {
	const listed = listedProjects(call);
	return list(call, {
		kind: 'analyses',
		...(among && {among}),
		visible: analysis => among !== undefined || listed(analysis.parents.project),
		view: analysis => analysisView(call, analysis, 'list'),
		virtual: {files: analysis => filesOf(call, analysis._id)},
	});
}

/** The container kind of the path; `containers` is settled by the id. */
export function kindOfPath(call: Call, name: string, id: string): ContainerKind {
	return kindNamed(name) ?? kindOf(call, id);
}

function direct(call: Call, name: string): unknown {
	const id = call.param('id');
	findToRead(call, kindOfPath(call, name, id), id);
	return analysisList(call, call.store.by('analyses', 'parent', id));
}

/** All analyses below a container, or those on one level of what is below. */
function nested(call: Call, kind: 'projects' | 'subjects' | 'sessions'): unknown {
	const below = call.param('below');
	const wanted = kindNamed(below);
	if (!wanted && below !== 'all') throw new ApiError(404, `Resource not found: ${below}`);
	const container = findToRead(call, kind, call.param('id'));
	const all = call.store.by('analyses', singular[kind], container._id);
	return analysisList(call, wanted ? all.filter(({parent}) => parent.type === singular[wanted]) : all);
}

function add(call: Call, name: string): unknown {
	const id = call.param('id');
	const kind = kindOfPath(call, name, id);
	return addAnalysis(call, kind, find(call, kind, id));
}

function modify(call: Call, id: string): unknown {
	findToWrite(call, 'analyses', id, 'analyses_modify_metadata', 'containers_modify_metadata');
	const body = call.object();
	const label = optionalText(body, 'label');
	const description = optionalText(body, 'description');
	change(call, 'analyses', id, {...(label !== undefined && {label}), ...(description !== undefined && {description})});
	return {modified: 1};
}

/** An analysis asked for through its container. */
function ofContainer(call: Call): string {
	const analysis = find(call, 'analyses', call.param('analysis'));
	if (analysis.parent.id !== call.param('id')) throw notFound('Analysis', analysis._id);
	return analysis._id;
}

/** Asked for through its container, an analysis comes with its job: the official client reads it no other way. */
function throughContainer(call: Call): unknown {
	const id = ofContainer(call);
	return withJob(call, readOne(call, 'analyses', id), find(call, 'analyses', id).job, 'one');
}

export function analysisRoutes(router: Router): void {
	router.get('/analyses', call => analysisList(call));
	router.delete('/analyses', removeManyRoute('analyses'));
	router.get('/analyses/:id', call => readOne(call, 'analyses', call.param('id')));
	router.put('/analyses/:id', call => modify(call, call.param('id')));
	router.delete('/analyses/:id', removeRoute('analyses'));
	for (const name of ['projects', 'subjects', 'sessions', 'acquisitions', 'containers']) {
		router.get(`/${name}/:id/analyses`, call => direct(call, name));
		router.post(`/${name}/:id/analyses`, call => add(call, name));
		router.get(`/${name}/:id/analyses/:analysis`, throughContainer);
		router.put(`/${name}/:id/analyses/:analysis`, call => modify(call, ofContainer(call)));
		router.delete(`/${name}/:id/analyses/:analysis`, call => {
			const id = ofContainer(call);
			needDeleteReason(call);
			call.request.params.id = id;
			return removeRoute('analyses')(call);
		});
	}
	for (const kind of ['projects', 'subjects', 'sessions'] as const) {
		router.get(`/${kind}/:id/:below/analyses`, call => nested(call, kind));
	}
}
