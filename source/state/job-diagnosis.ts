import {setImmediate} from 'node:timers/promises';
import type {FlywheelReader, ReadOptions} from '../api/flywheel.js';
import {usual} from '../diagnosis/causes.js';
import {Diagnoser} from '../diagnosis/diagnosis.js';
import type {Diagnosis} from '../model/diagnosis.js';
import type {Job} from '../model/flywheel.js';
import {loadLog} from './jobs.js';

/** What the site knows where the log is silent: that it was cancelled, or isn't over. */
function withState(found: Diagnosis, {state}: Pick<Job, 'state'>): Diagnosis {
	if (found.cause !== 'unknown') return found;
	if (state === 'cancelled') return {...found, cause: 'cancelled', ...usual.cancelled, confidence: 'high'};
	if (state === 'complete') return {...found, cause: 'none', ...usual.none, confidence: 'high'};
	if (state === 'failed') return found;
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

/** Why a job failed, from its log as it is now. @throws FlydeckError `not-found` */
export async function diagnoseJob(reader: FlywheelReader, id: string, options: ReadOptions = {}): Promise<Diagnosis> {
	const {job, text} = await loadLog(reader, id, options);
	return withState(await diagnoseText(text, options.signal), job);
}
