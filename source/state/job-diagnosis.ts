import {setImmediate} from 'node:timers/promises';
import type {FlywheelReader, ReadOptions} from '../api/flywheel.js';
import {usual} from '../diagnosis/causes.js';
import {Diagnoser} from '../diagnosis/diagnosis.js';
import type {Diagnosis} from '../model/diagnosis.js';
import type {Job} from '../model/flywheel.js';
import {type JobLog, loadLog} from './jobs.js';

/** Reasons of the site's own that lay the blame on whoever ran the gear, not on the gear. */
const ofTheEngine = /orphan|heartbeat|executor|engine|provider|system|infrastructure|lost/i;

/** Of a failed job: most often the site says no more than that the gear failed, which is no cause. */
function withReason(found: Diagnosis, reason: string | null): Diagnosis {
	if (reason === null || reason === '') return found;
	const words = reason.replaceAll('_', ' ');
	if (/time.?(?:d.?)?out|time.?limit|deadline/i.test(reason)) {
		return {...found, cause: 'time-limit', ...usual['time-limit'], confidence: 'low'};
	}
	if (ofTheEngine.test(reason)) {
		return {...found, cause: 'node-or-scheduler', ...usual['node-or-scheduler'], confidence: 'low'};
	}
	return {...found, advice: `${found.advice} The site says no more than: ${words}.`};
}

/** What the site knows where the log is silent: that it was cancelled, isn't over, or why it failed. */
function withState(found: Diagnosis, {state, failureReason}: Pick<Job, 'state' | 'failureReason'>): Diagnosis {
	if (found.cause !== 'unknown') return found;
	if (state === 'cancelled') return {...found, cause: 'cancelled', ...usual.cancelled, confidence: 'high'};
	if (state === 'complete') return {...found, cause: 'none', ...usual.none, confidence: 'high'};
	if (state === 'failed') return withReason(found, failureReason);
	return {...found, advice: 'The job is not over: what its log tells so far is no cause of a failure.'};
}

const pieceLength = 65_536;

/** Piece by piece, with room for keys and drawing in between: a log may be large. */
async function diagnoseText(text: string, signal: AbortSignal | undefined): Promise<Diagnosis> {
	const diagnoser = new Diagnoser();
	for (let from = 0; from < text.length; from += pieceLength) {
		diagnoser.write(text.slice(from, from + pieceLength));
		await setImmediate();
		signal?.throwIfAborted();
	}
	return diagnoser.finish();
}

/** A log, and why the job failed; null where it did not, or that is not told yet. */
export interface DiagnosedLog extends JobLog {
	diagnosis: Diagnosis | null;
}

/** The log at once, then the same with what it comes to. */
export async function loadDiagnosedLog(
	reader: FlywheelReader,
	id: string,
	{part, ...options}: ReadOptions & {part(log: DiagnosedLog): void},
): Promise<DiagnosedLog> {
	const log = {...(await loadLog(reader, id, options)), diagnosis: null};
	if (log.job.state !== 'failed') return log;
	part(log);
	return {...log, diagnosis: await diagnoseText(log.text, options.signal)};
}

/** Why a job failed, from its log as it is now. @throws FlydeckError `not-found` */
export async function diagnoseJob(reader: FlywheelReader, id: string, options: ReadOptions = {}): Promise<Diagnosis> {
	const {job, text} = await loadLog(reader, id, options);
	return withState(await diagnoseText(text, options.signal), job);
}
