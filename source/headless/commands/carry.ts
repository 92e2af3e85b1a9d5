import {bytes, count} from '../../format/amounts.js';
import {safeText} from '../../format/safe-text.js';
import type {CarriedFile, Comparison, Download} from '../../model/carry.js';
import {FlydeckError} from '../../model/errors.js';
import {download as carryDown, compare as compareFolder, stopped} from '../../operations/index.js';
import {findUploadPlace} from '../../state/upload-place.js';
import {carryLine} from '../carry-line.js';
import {runChange} from '../change.js';
import type {Context} from '../context.js';
import {toCsv} from '../csv.js';
import {stoppable} from '../stop-signal.js';

export interface DownloadCommand {
	to: string;
	file?: string;
	unzip?: boolean;
}

const how = {hash: 'SHA-384 checked', size: 'size checked', none: ''} as const;

function fileLine({path, size, status, checked, unzipped, error}: CarriedFile): string {
	const what = error ? `failed: ${error.message}` : [status, bytes(size), how[checked ?? 'none']].join(', ');
	return `${safeText(path)}: ${safeText(what)}${unzipped === undefined ? '' : `, unpacked into ${safeText(unzipped)}/`}\n`;
}

function printDownload({out}: Context, result: Download): void {
	const whole = result.files.filter(({status}) => status !== 'failed').length;
	const sum = `${whole} of ${count(result.files.length, 'file')} whole in ${safeText(result.to)}: ${bytes(result.bytes)}, of which ${bytes(result.received)} came now.\n`;
	if (out.mode === 'json') out.json(result);
	else if (out.mode === 'csv') out.data(toCsv(result.files, ['path', 'size', 'status', 'checked', 'error']));
	else out.data(result.files.map(fileLine).join('') + sum);
}

/** @returns 0 where all is whole, 7 where something is not. */
function tellFailed({out}: Context, {files}: Download): number {
	const failed = files.filter(({status}) => status === 'failed');
	const [first] = failed;
	if (!first?.error) return 0;
	const message = `${failed.length} of ${count(files.length, 'file')} did not come whole: ${first.error.message}`;
	out.error(new FlydeckError('incomplete', {code: first.error.code, message, next: first.error.next}));
	return 7;
}

export async function download(context: Context, id: string, command: DownloadCommand): Promise<number> {
	const {client} = await context.connect();
	const line = carryLine(context);
	const tell = () => context.out.progress('Stopping; what came so far is kept.');
	let result: Download;
	try {
		result = await stoppable(stopped, tell, async signal =>
			carryDown(client, id, command.to, {
				file: command.file,
				unzip: command.unzip,
				signal,
				onProgress: progress => line.show(progress),
			}),
		);
	} finally {
		line.end();
	}
	printDownload(context, result);
	return tellFailed(context, result);
}

export interface UploadCommand {
	to: string;
	label: string;
}

export async function upload(context: Context, folder: string, {to, label}: UploadCommand): Promise<number> {
	const {client} = await context.connect();
	const parent = await findUploadPlace(client, to);
	return runChange(context, async operations => operations.planUpload({folder, parent, label}));
}

const verdicts: Record<Comparison['verdict'], string> = {
	uploaded: 'All of it is in Flywheel.',
	partly: 'Some of it is not in Flywheel.',
	not: 'None of it is in Flywheel.',
};

/** A word of a command line, whatever it holds. */
function shellWord(text: string): string {
	return /^[\w./@%+=:,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** What a person may do now; flydeck deletes nothing itself. */
function nextSteps({verdict, folder, files, skipped, with: {label}}: Comparison): string[] {
	const word = shellWord(folder);
	if (verdict === 'not')
		return [`To upload it: flydeck upload ${word} --to GROUP/PROJECT/SUBJECT/SESSION --label TEXT`];
	const unchecked = files.some(({by}) => by === 'name and size')
		? ['By name and size alone; --hash reads every file.']
		: [];
	if (verdict === 'uploaded') {
		const others = skipped.length > 0 ? [`${skipped.length} links and the like would be lost.`] : [];
		return [...unchecked, ...others, `To remove it: rm -r -- ${word}`];
	}
	return [
		...unchecked,
		`To keep what is left, before you remove anything: rsync -a -- ${word}/ ELSEWHERE/`,
		`It was compared with ${label}.`,
	];
}

/** Exit 0 where all of it is there, 7 where something is not. */
export async function compare(
	context: Context,
	folder: string,
	id: string,
	{hash = false}: {hash?: boolean},
): Promise<number> {
	const {out} = context;
	const {client} = await context.connect();
	const line = carryLine(context);
	let result: Comparison;
	try {
		result = await stoppable(
			stopped,
			() => out.progress('Stopping.'),
			async signal => compareFolder(client, folder, id, {hash, signal, onProgress: progress => line.show(progress)}),
		);
	} finally {
		line.end();
	}
	if (out.mode === 'json') out.json(result);
	else if (out.mode === 'csv') out.data(toCsv(result.files, ['path', 'size', 'status', 'by']));
	else {
		const rest = result.files.filter(({status}) => status !== 'uploaded');
		const told = rest.map(({path, size, status}) => `${status.padEnd(8)} ${path}, ${bytes(size)}`);
		const sum = `${verdicts[result.verdict]} ${count(result.uploaded.files, 'file')} (${bytes(result.uploaded.bytes)}) there, ${count(result.left.files, 'file')} (${bytes(result.left.bytes)}) not.`;
		out.data([...told, sum, ...nextSteps(result)].map(text => `${safeText(text)}\n`).join(''));
	}
	return result.verdict === 'uploaded' ? 0 : 7;
}
