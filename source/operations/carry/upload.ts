/** A folder's results as one archive on an analysis of its own. */
import type {FlywheelReader, FlywheelWriter} from '../../api/flywheel.js';
import {bytes} from '../../format/amounts.js';
import {FlydeckError} from '../../model/errors.js';
import type {Analysis, ContainerKind} from '../../model/flywheel.js';
import type {PlanItem} from '../../model/plan.js';
import type {Change, Reading} from '../types.js';
import {digestOf} from './file-check.js';
import {readFolder} from './folder.js';
import {packFolder, type Sent} from './pack-folder.js';

/** What may hold an analysis that is uploaded. */
export interface UploadParent {
	kind: Extract<ContainerKind, 'projects' | 'sessions'>;
	id: string;
}

/** What uploading needs, kept in the plan. */
export interface UploadDetail {
	parent: UploadParent;
	folder: string;
	/** Files and bytes that were shown in the plan. */
	files: number;
	bytes: number;
	archive: string;
	/** An empty analysis that an earlier run left; null: one is made. */
	fills: string | null;
	/** Analyses of that label that were there before. */
	known: string[];
	/** Put here once all was sent, for the look that follows. */
	sent?: Sent;
}

function detailOf({detail}: PlanItem): UploadDetail {
	return detail as unknown as UploadDetail;
}

function labelOf({after}: PlanItem): string {
	return String(after.analysis);
}

async function findMine(reader: FlywheelReader, item: PlanItem): Promise<Analysis | null> {
	const {parent, fills, known} = detailOf(item);
	const all = await reader.analyses(parent.kind, parent.id);
	const isMine = ({id, label, job}: Analysis) =>
		fills === null ? label === labelOf(item) && job === null && !known.includes(id) : id === fills;
	const mine = all.find(isMine);
	return mine ? reader.analysis(mine.id) : null;
}

function held({size, hash}: {size: number; hash: string | null}, sent: Sent): string | null {
	if (size !== sent.size) return `The archive arrived as ${bytes(size)} (${size} B) of ${sent.size} B that were sent.`;
	const digest = digestOf(hash);
	return digest === null || digest === sent.digest ? null : 'The archive that arrived is not the one that was sent.';
}

async function readUpload(reader: FlywheelReader, item: PlanItem): Promise<Reading> {
	const {fills, archive, sent} = detailOf(item);
	const mine = await findMine(reader, item);
	if (!mine) {
		if (fills === null) return {is: 'before', state: item.before};
		return {is: 'gone', state: null, says: 'The empty analysis that was to be filled is gone.'};
	}
	const file = mine.files.find(({name}) => name === archive);
	const extra = {analysisId: mine.id};
	if (!file) {
		if (fills !== null) return {is: 'before', state: item.before};
		const says = 'The analysis is there, but its archive did not arrive; to upload again with the same label fills it.';
		return {is: 'between', state: null, says, extra};
	}
	const wrong = sent ? held(file, sent) : null;
	if (wrong !== null) return {is: 'other', state: null, says: wrong, extra};
	const checked = sent ? (digestOf(file.hash) === null ? 'size' : 'hash') : 'name';
	return {is: 'after', state: item.after, extra: {...extra, file: archive, size: file.size, checked}};
}

async function makeAnalysis(client: FlywheelReader & FlywheelWriter, item: PlanItem): Promise<string> {
	const {parent, fills, files, bytes: size} = detailOf(item);
	if (fills !== null) return fills;
	const description = `Uploaded with flydeck: ${files} files, ${bytes(size)}.`;
	const id = await client.addEmptyAnalysis(parent, {label: labelOf(item), description});
	const made = id ?? (await findMine(client, item))?.id;
	if (made !== undefined) return made;
	throw new FlydeckError('unreachable', {
		code: 'not-made',
		message: 'The server said that the analysis was made, but it is not there.',
		next: 'Try again; if it repeats, tell staff.',
	});
}

export const upload: Change = {
	kind: 'upload',
	read: readUpload,
	async apply(client, item, note, {onBytes, signal}) {
		const detail = detailOf(item);
		const folder = await readFolder(detail.folder);
		const total = folder.files.reduce((sum, {size}) => sum + size, 0);
		if (folder.files.length !== detail.files || total !== detail.bytes || folder.unreadable.length > 0) {
			throw new FlydeckError('conflict', {
				code: 'changed-since',
				message: 'The folder changed since the plan was made. Nothing was sent.',
				next: 'Make a new plan.',
			});
		}
		const analysisId = await makeAnalysis(client, item);
		await note({analysisId});
		const packed = packFolder(folder, done => onBytes(done, total));
		try {
			await client.uploadOutput(analysisId, {name: detail.archive, bytes: packed.bytes, signal});
		} finally {
			const sent = packed.sent();
			if (sent) {
				detail.sent = sent;
				await note({sent});
			}
		}
	},
	invert(item) {
		return {reason: `${item.title} was uploaded; flydeck deletes no results. Remove the analysis in Flywheel.`};
	},
};
