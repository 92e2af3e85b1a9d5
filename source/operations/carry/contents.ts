/** What an analysis or a session holds, and where each file goes below a folder. */
import type {FlywheelReader} from '../../api/flywheel.js';
import {fileName, UniqueNames} from '../../format/file-name.js';
import {quoted} from '../../format/safe-text.js';
import type {Carried} from '../../model/carry.js';
import {FlydeckError} from '../../model/errors.js';
import type {ContainerKind, FileEntry} from '../../model/flywheel.js';

export interface RemoteFile {
	holder: {kind: ContainerKind; id: string};
	file: FileEntry;
	/** Below the folder: the same in each run, so that what is there is found again. */
	path: string;
}

export interface Contents {
	from: Carried;
	files: RemoteFile[];
}

async function orNotThere<T>(reading: Promise<T>): Promise<T | null> {
	try {
		return await reading;
	} catch (error) {
		if (error instanceof FlydeckError && error.kind === 'not-found') return null;
		throw error;
	}
}

function byNameThenId(a: {label: string; id: string}, b: {label: string; id: string}): number {
	if (a.label !== b.label) return a.label < b.label ? -1 : 1;
	return a.id < b.id ? -1 : 1;
}

function placed(
	holder: RemoteFile['holder'],
	files: readonly FileEntry[],
	names: UniqueNames,
	before = '',
): RemoteFile[] {
	const sorted = files.map(file => ({file, label: file.name, id: file.fileId ?? ''})).sort(byNameThenId);
	return sorted.map(({file}) => ({holder, file, path: names.take(file.name, before)}));
}

async function ofSession(reader: FlywheelReader, id: string, signal?: AbortSignal): Promise<Contents | null> {
	const options = signal ? {signal} : {};
	const session = await orNotThere(reader.session(id, options));
	if (!session) return null;
	const acquisitions = (await reader.acquisitions(id, options)).sort(byNameThenId);
	const names = new UniqueNames();
	const folders = acquisitions.map(acquisition => ({acquisition, folder: names.take(acquisition.label)}));
	const inside = folders.flatMap(({acquisition, folder}) =>
		placed({kind: 'acquisitions', id: acquisition.id}, acquisition.files, names, `${folder}/`),
	);
	const own = placed({kind: 'sessions', id}, session.files, names);
	return {from: {kind: 'sessions', id, label: session.label}, files: [...own, ...inside]};
}

/** @throws FlydeckError `not-found` where the id is neither's. */
export async function contentsOf(reader: FlywheelReader, id: string, signal?: AbortSignal): Promise<Contents> {
	const analysis = await orNotThere(reader.analysis(id, signal ? {signal} : {}));
	if (analysis) {
		const files = placed({kind: 'analyses', id}, analysis.files, new UniqueNames());
		return {from: {kind: 'analyses', id, label: analysis.label}, files};
	}
	const session = await ofSession(reader, id, signal);
	if (session) return session;
	throw new FlydeckError('not-found', {
		code: 'nothing-to-carry',
		message: `There is no analysis and no session ${quoted(id)}, or you may not see it.`,
		next: 'Copy its id with y on the Projects screen.',
	});
}

/** The files of one name. @throws FlydeckError `not-found` */
export function onlyNamed(contents: Contents, name: string): Contents {
	const files = contents.files.filter(({file, path}) => file.name === name || path === name || path === fileName(name));
	if (files.length > 0) return {...contents, files};
	const names = contents.files.slice(0, 5).map(({path}) => quoted(path));
	throw new FlydeckError('not-found', {
		code: 'no-such-file',
		message: `${quoted(contents.from.label)} has no file ${quoted(name)}.`,
		next:
			names.length > 0 ? `It has ${names.join(', ')}${contents.files.length > 5 ? ', …' : ''}.` : 'It has no files.',
	});
}
