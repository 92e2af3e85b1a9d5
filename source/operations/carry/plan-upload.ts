import type {FlywheelReader} from '../../api/flywheel.js';
import {bytes, count} from '../../format/amounts.js';
import {fileName} from '../../format/file-name.js';
import {quoted, safeText} from '../../format/safe-text.js';
import {FlydeckError} from '../../model/errors.js';
import type {Analysis} from '../../model/flywheel.js';
import type {PlanItem} from '../../model/plan.js';
import {refuse} from '../engine.js';
import {type Folder, readFolder} from './folder.js';
import type {UploadDetail, UploadParent} from './upload.js';

export interface UploadRequest {
	folder: string;
	/** With what people call it: `GROUP/PROJECT/SUBJECT/SESSION`. */
	parent: UploadParent & {title: string /** `GROUP/PROJECT` */; project: string};
	label: string;
}

/** So many names are told; the rest is counted. */
const fewNames = 10;

function names(all: readonly string[]): string {
	const more = all.length > fewNames ? ` and ${all.length - fewNames} more` : '';
	return (
		all
			.slice(0, fewNames)
			.map(one => quoted(one))
			.join(', ') + more
	);
}

function checkFolder({root, files, unreadable}: Folder): void {
	if (unreadable.length > 0) {
		throw new FlydeckError('forbidden', {
			code: 'unreadable',
			message: `${count(unreadable.length, 'file or folder', 'files or folders')} in ${quoted(root)} can't be read: ${names(unreadable)}. Nothing was sent.`,
			next: 'Have them made readable for you (chmod, chgrp), or move them out of the folder.',
		});
	}
	if (files.length > 0) return;
	throw new FlydeckError('usage', {
		code: 'empty-folder',
		message: `There is no file in ${quoted(root)}.`,
		next: 'Name the folder that holds the results.',
	});
}

function taken(analysis: Analysis, {folder, parent, label}: UploadRequest): FlydeckError {
	const day = analysis.created?.slice(0, 10) ?? 'an unknown day';
	return refuse(
		'label-taken',
		`${parent.title} has an analysis ${quoted(label)} of ${day} already, with ${count(analysis.files.length, 'file')}. Nothing was sent.`,
		`\`flydeck compare ${safeText(folder)} ${analysis.id}\` tells whether all is there; another --label uploads anew.`,
	);
}

/** @throws FlydeckError `conflict` where the label is taken by anything but what an upload that broke off left. */
function leftOver(same: readonly Analysis[], request: UploadRequest): string | null {
	const empty = same.find(({job, files}) => job === null && files.length === 0);
	const [first] = same;
	if (first && !empty) throw taken(first, request);
	return empty?.id ?? null;
}

export async function planUploadItem(
	reader: FlywheelReader,
	request: UploadRequest,
): Promise<{item: PlanItem; notes: string[]}> {
	const {parent, label} = request;
	if (label.trim() === '') {
		throw new FlydeckError('usage', {code: 'no-label', message: 'The analysis has no label.', next: 'Give it one.'});
	}
	const folder = await readFolder(request.folder);
	checkFolder(folder);
	const same = (await reader.analyses(parent.kind, parent.id)).filter(analysis => analysis.label === label);
	const fills = leftOver(same, request);
	const size = folder.files.reduce((sum, one) => sum + one.size, 0);
	const archive = fileName(`${label}.zip`);
	const detail: UploadDetail = {
		parent: {kind: parent.kind, id: parent.id},
		folder: folder.root,
		files: folder.files.length,
		bytes: size,
		archive,
		fills,
		known: same.map(({id}) => id),
	};
	const what = `${count(folder.files.length, 'file')}, ${bytes(size)}, of ${folder.root} as ${archive}`;
	const filled = fills === null ? [] : ['It fills the empty analysis that an upload which broke off has left.'];
	const notes =
		folder.skipped.length === 0
			? []
			: [`Left out, for they are links or no files: ${names(folder.skipped.map(one => one.path))}.`];
	const item: PlanItem = {
		id: parent.id,
		title: parent.title,
		before: {project: parent.project, analysis: null},
		after: {project: parent.project, analysis: label},
		effects: [what, ...filled, 'Gear rules of the project may start on it.'],
		warnings: [],
		detail: {...detail},
	};
	return {item, notes};
}
