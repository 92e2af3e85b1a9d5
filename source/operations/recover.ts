/**
 * What a killed run left open is settled by looking: an item whose write may have been sent
 * is told as the server shows it now; one that was never begun was not done.
 */
import {toFlydeckError} from '../model/errors.js';
import type {ItemResult, PlanItem} from '../model/plan.js';
import {type EngineContext, judge} from './engine.js';
import type {Entry} from './history.js';
import {thisMachine} from './journal.js';
import type {Change} from './types.js';

/** On another login node one can't ask whether the process lives; a pause this long says that it doesn't. */
const silence = 10 * 60_000;

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** True where another flydeck may still be working on this entry. */
export function mayBeAlive({begin, lastAt}: Entry, now: Date): boolean {
	if (begin.machine === thisMachine) return begin.pid !== process.pid && isRunning(begin.pid);
	return now.getTime() - Date.parse(lastAt) < silence;
}

async function settleItem({client}: EngineContext, change: Change, entry: Entry, item: PlanItem): Promise<ItemResult> {
	if (!entry.started.has(item.id)) {
		const message = 'flydeck was stopped before it came to this one.';
		return {id: item.id, status: 'failed', error: {code: 'not-attempted', message, next: 'Plan it again.'}};
	}
	const reading = await change.read(client, item);
	const result = judge(item, reading, null);
	if (reading.is === 'before') {
		const message = 'flydeck was stopped at this one; the server shows it as it was before.';
		return {...result, error: {code: 'not-applied', message, next: 'Plan it again.'}};
	}
	return result;
}

/** @returns true where every item could be settled and the entry is closed. */
export async function settleEntry(context: EngineContext, change: Change, entry: Entry): Promise<boolean> {
	const {journal, now} = context;
	const {id, items} = entry.begin;
	for (const item of items) {
		const known = entry.results.get(item.id);
		if (known && known.status !== 'unknown') continue;
		try {
			const result = await settleItem(context, change, entry, item);
			await journal.append({type: 'result', id, at: now().toISOString(), result});
		} catch (error) {
			// The server can't be asked now: the entry stays open, and says so, until it can.
			if (toFlydeckError(error).kind === 'unexpected') throw error;
			return false;
		}
	}
	await journal.append({type: 'end', id, at: now().toISOString(), settled: true});
	return true;
}
