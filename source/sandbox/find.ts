import {badRequest, forbidden, notFound} from './api-error.js';
import type {Call} from './call.js';
import type {ContainerKind, Doc, Kinds} from './documents.js';
import {hasAccess, need, projectIdOf} from './permissions.js';
import {singular} from './views.js';

/** Looking documents up for a request: there, and allowed. */
export function find<K extends keyof Kinds>(call: Call, kind: K, id: string, what?: string): Kinds[K] {
	const document = call.store.get(kind, id);
	if (!document) throw notFound(what ?? label(kind), id);
	return document;
}

function label(kind: string): string {
	const name = kind in singular ? singular[kind as ContainerKind] : kind.replace(/ies$/, 'y').replace(/(?:s)$/, '');
	return name.charAt(0).toUpperCase() + name.slice(1);
}

const viewing: Record<string, string[]> = {
	analyses: ['analyses_view_metadata', 'containers_view_metadata'],
};

/** A container that the caller may read. @throws ApiError 404, 403. */
export function findToRead<K extends ContainerKind>(call: Call, kind: K, id: string): Kinds[K] {
	const document = find(call, kind, id);
	if (kind === 'collections') {
		const {permissions} = document as Kinds['collections'];
		if (!hasAccess(call, permissions, 'ro') && document.public !== true)
			throw forbidden('No access to this collection');
		return document;
	}
	need(call, projectIdOf(kind, document), ...(viewing[kind] ?? ['containers_view_metadata']));
	return document;
}

const containerKinds: ContainerKind[] = ['sessions', 'acquisitions', 'subjects', 'projects', 'analyses', 'collections'];

/** Which kind of container an id belongs to. @throws ApiError 404. */
export function kindOf(call: Call, id: string): ContainerKind {
	const kind = containerKinds.find(one => call.store.has(one, id));
	if (!kind) throw notFound('Container', id);
	return kind;
}

/** The kind that a path or a reference names, in singular or plural. */
export function kindNamed(name: string): ContainerKind | undefined {
	return containerKinds.find(kind => kind === name || singular[kind] === name);
}

/** Deletes say why, as on a site with an audit trail. @throws ApiError 400. */
export function needDeleteReason(call: Call): void {
	const reason = call.query('delete_reason') ?? call.query('deleteReason');
	if (!reason) throw badRequest('A delete_reason is required');
	if (!deleteReasons.includes(reason)) throw badRequest(`${reason} is not one of ${deleteReasons.join(', ')}`);
}

export const deleteReasons = [
	'duplicate_data',
	'data_is_not_part_of_study',
	'data_incomplete_or_corrupt',
	'data_structured_incorrectly',
	'data_has_been_exported_or_moved',
	'container_is_empty',
	'analysis_or_processing_failed_or_cancelled',
	'compliance_consent_withdrawn',
	'compliance_phi',
	'compliance_data_policy',
	'test_data',
	'packfile_cleanup',
];

/** A copy without the named fields. */
export function without(document: Doc | Record<string, unknown>, ...names: string[]): Record<string, unknown> {
	return Object.fromEntries(Object.entries(document).filter(([name]) => !names.includes(name)));
}
