import {createReadStream} from 'node:fs';
import {Diagnoser} from '../../diagnosis/diagnosis.js';
import {safeText} from '../../format/safe-text.js';
import type {Diagnosis} from '../../model/diagnosis.js';
import {FlydeckError} from '../../model/errors.js';
import {diagnoseJob} from '../../state/job-diagnosis.js';
import type {Context} from '../context.js';
import {toCsv} from '../csv.js';
import {usageError} from '../usage.js';

export interface DiagnoseCommand {
	job?: string;
}

const fields = ['cause', 'line', 'lineNumber', 'advice', 'rerun', 'confidence'];

const rerunWords: Record<Diagnosis['rerun'], string> = {
	unchanged: 'as it is',
	'with-changes': 'with other settings, inputs, resources or version',
	'after-fix': 'after something outside of the job is mended',
	no: 'no',
};

/** The whole diagnosis in words, a line each. */
function diagnosisText({cause, line, lineNumber, advice, rerun, confidence}: Diagnosis): string {
	const lines = [
		['Cause', `${cause} (${confidence} confidence)`],
		['Line', line === null ? 'none decides' : `${lineNumber}: ${line.trim()}`],
		['Advice', advice],
		['Rerun', rerunWords[rerun]],
	];
	return lines.map(([name = '', words = '']) => `${name.padEnd(8)}${safeText(words)}\n`).join('');
}

function unreadable(file: string, error: unknown): FlydeckError {
	const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
	const missing = code === 'ENOENT' || code === 'ENOTDIR';
	return new FlydeckError(missing ? 'not-found' : code === 'EACCES' ? 'forbidden' : 'unexpected', {
		code: missing ? 'no-such-file' : 'unreadable-file',
		message: missing ? `There is no file ${file}.` : `${file} can't be read (${code}).`,
		next: 'Name a log file, - for what is piped in, or --job with the id of a job.',
		cause: error,
	});
}

/** Reads piece by piece: a log may be larger than the memory. */
async function diagnoseStream(stream: NodeJS.ReadableStream): Promise<Diagnosis> {
	const diagnoser = new Diagnoser();
	stream.setEncoding('utf8');
	for await (const piece of stream) diagnoser.write(String(piece));
	return diagnoser.finish();
}

async function diagnoseFile({host}: Context, file: string): Promise<Diagnosis> {
	if (file === '-') return diagnoseStream(host.streams.stdin);
	try {
		return await diagnoseStream(createReadStream(file));
	} catch (error) {
		throw unreadable(file, error);
	}
}

/** Why a job failed, from a file, from what is piped in, or from the log of a job as it is now. */
export async function diagnose(context: Context, file: string | undefined, {job}: DiagnoseCommand): Promise<number> {
	const {out} = context;
	if ((file === undefined) === (job === undefined)) {
		throw usageError('Name one log.', 'Give a FILE, - for what is piped in, or --job JOB.', 'one-log');
	}
	const found =
		job === undefined
			? await diagnoseFile(context, file ?? '-')
			: await diagnoseJob((await context.connect()).client, job);
	if (out.mode === 'json') out.json(found);
	else out.data(out.mode === 'csv' ? toCsv([found], fields) : diagnosisText(found));
	return 0;
}
