/**
 * What a killed run left open is settled by looking: an item whose write may have been sent
 * is told as the server shows it now; one that was never begun was not done.
 */
import {isAlive} from '../config/lock.js';
import {toFlydeckError} from '../model/errors.js';
import type {ItemResult, PlanItem} from '../model/plan.js';
import {clearAway, type EngineContext, judge, lookAfter} from './engine.js';
import type {Entry} from './history.js';
import {thisMachine} from './journal.js';
import type {Change} from './types.js';

/**
 * A server may still carry out a write whose sender was killed: what a look shows as not done
 * is final only when the look came this long (ms) after the write was sent.
 */
const landing = 2 * 60_000;

/** On another login node one can't ask whether the process lives; a pause this long says that it doesn't. */
const silence = 10 * 60_000;

/** True where another flydeck may still be working on this entry. */
export function mayBeAlive({begin, lastAt}: Entry, now: Date): boolean {
	if (begin.machine === thisMachine) return begin.pid !== process.pid && isAlive(begin.pid);
	return now.getTime() - Date.parse(lastAt) < silence;
}

const isOpen = (result: ItemResult | undefined): boolean =>
	!result || result.status === 'unknown' || result.error?.code === 'not-applied';

/** Left open, or settled as not done so soon that the write may have landed since. */
export function isToSettle({view, sentAt, settledAt, results}: Entry): boolean {
	if (view.status === 'unfinished') return true;
	if (settledAt === null || sentAt === null) return false;
	const tooSoon = Date.parse(settledAt) - Date.parse(sentAt) < landing;
	return tooSoon && [...results.values()].some(isOpen);
}

async function settleItem(context: EngineContext, change: Change, entry: Entry, item: PlanItem): Promise<ItemResult> {
	if (!entry.started.has(item.id)) {
		const message = 'flydeck was stopped before it came to this one.';
		return {id: item.id, status: 'failed', error: {code: 'not-attempted', message, next: 'Plan it again.'}};
	}
	const justSent = context.now().getTime() - Date.parse(entry.sentAt ?? entry.lastAt) < landing;
	const reading = await lookAfter(context, change, item, justSent);
	const notes = entry.notes.get(item.id) ?? {};
	// What the run would have cleared away is, once it is sure that no write can land any more.
	const clear = !context.readOnly() && (reading.is === 'after' || !justSent);
	const left = clear ? await clearAway(context, change, item, {is: reading.is, notes}) : {};
	const result = {...judge(change, item, reading, null), ...left};
	if (reading.is !== 'before') return result;
	const message = 'flydeck was stopped at this one; the server shows it as it was before.';
	return {...result, error: {code: 'not-applied', message, next: 'Plan it again.'}};
}

/** Writes down what became of every open item and closes the entry, unless the server can't be asked. */
export async function settleEntry(context: EngineContext, change: Change, entry: Entry): Promise<void> {
	const {journal, now} = context;
	const {id, items} = entry.begin;
	for (const item of items) {
		if (!isOpen(entry.results.get(item.id))) continue;
		try {
			const result = await settleItem(context, change, entry, item);
			await journal.append({type: 'result', id, at: now().toISOString(), result});
		} catch (error) {
			// The server can't be asked now: the entry stays open, and says so, until it can.
			if (toFlydeckError(error).kind === 'unexpected') throw error;
			return;
		}
	}
	await journal.append({type: 'end', id, at: now().toISOString(), settled: true});
}
