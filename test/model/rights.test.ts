import {describe, expect, test} from 'vitest';
import type {Role} from '../../source/model/flywheel.js';
import {difference, listed, manages, phrases} from '../../source/model/rights.js';

function role(label: string, actions: string[], builtIn: Role['builtIn'] = null): Role {
	return {id: label, label, actions, builtIn};
}

describe('what a role allows, in words', () => {
	test('the weightiest comes first, the views count as one, and what has no words keeps its name', () => {
		const actions = ['tags_view', 'teleport_subjects', 'files_download', 'jobs_view', 'containers_delete_project'];
		expect(phrases(actions)).toEqual([
			'delete the project',
			'download files',
			'see what is there',
			'teleport subjects',
		]);
	});

	test('a long list is cut, and says by how much', () => {
		expect(listed(['a', 'b', 'c'], 2)).toBe('a, b, c');
		expect(listed(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
	});

	test('managing is told by the action, or by being the built-in admin', () => {
		expect(manages(role('boss', ['project_permissions_manage']))).toBe(true);
		expect(manages(role('admin', [], 'admin'))).toBe(true);
		expect(manages(role('admin', ['files_download']))).toBe(false);
		expect(manages(undefined)).toBe(false);
	});
});

describe('the difference between two sets of roles', () => {
	const reader = role('reader', ['files_view_contents', 'tags_view']);
	const writer = role('writer', ['files_view_contents', 'files_create_upload', 'notes_manage']);

	test('names gains and losses, and counts several roles together', () => {
		expect(difference([reader], [writer])).toEqual(['Gains: upload files, write notes.', 'Loses: see what is there.']);
		expect(difference([reader, writer], [writer])).toEqual(['Loses: see what is there.']);
		expect(difference([], [reader])).toEqual(['Gains: open files, see what is there.']);
		expect(difference([reader, writer], [writer, reader])).toEqual([]);
	});
});
