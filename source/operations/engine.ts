/**
 * The one way anything is written to a site. For each item in turn: look, journal, write,
 * look again, journal. What an item's status says is what the second look showed, never
 * what the server answered to the write.
 */
import {setTimeout as sleep} from 'node:timers/promises';
import type {Flywheel} from '../api/flywheel.js';
import {FlydeckError, toFlydeckError} from '../model/errors.js';
import type {ChangeResult, ItemError, ItemProgress, ItemResult, Plan, PlanItem} from '../model/plan.js';
import {type Journal, newEntryId, thisMachine} from './journal.js';
import type {ApplyOptions, Change, Note, Reading} from './types.js';

export interface EngineContext {
	client: Flywheel;
	journal: Journal;
	site: string;
	who: string;
	now: () => Date;
	readOnly: () => boolean;
}

/** How long to wait before looking again, where a write may still be under way on the server. */
const settleDelays = [0, 400, 1200];

export function itemError(error: FlydeckError): ItemError {
	return {code: error.code, message: error.message, next: error.next};
}

const movedGround = 'Refresh, look at it again and make a new plan.';

function refused(item: PlanItem, reading: Reading): ItemResult {
	const message = reading.says ?? 'It changed since it was planned.';
	return {id: item.id, status: 'failed', error: {code: 'changed-since', message, next: movedGround}};
}

function notAttempted(item: PlanItem, why: string): ItemResult {
	const next = 'Nothing was changed here. Run the plan again for what is left.';
	return {id: item.id, status: 'failed', error: {code: 'not-attempted', message: why, next}};
}

/**
 * The result that a look after the write calls for. The look before showed the item as it was,
 * so where it is as wanted now, that is this write's doing, whatever was answered.
 */
export function judge(change: Change, item: PlanItem, reading: Reading, thrown: FlydeckError | null): ItemResult {
	const {id} = item;
	if (reading.is === 'after') {
		const faster = change.once === true && thrown?.kind === 'conflict';
		return {id, status: faster ? 'unchanged' : 'done', ...reading.extra};
	}
	if (reading.is === 'other' && thrown?.kind === 'conflict') return refused(item, reading);
	if (reading.is === 'before') {
		if (thrown) return {id, status: 'failed', error: itemError(thrown)};
		const message = 'The server said that it was done, but nothing changed.';
		return {id, status: 'failed', error: {code: 'not-applied', message, next: 'Try again; if it repeats, tell staff.'}};
	}
	const partly = reading.says ?? 'It is neither as it was nor as it should be.';
	const message = thrown ? `${partly} (${thrown.message})` : partly;
	return {id, status: 'failed', error: {code: 'partly-done', message, next: movedGround}, ...reading.extra};
}

function unknown(item: PlanItem, error: FlydeckError): ItemResult {
	const message = `It can't be told whether this was done: ${error.message}`;
	const next = 'flydeck looks again when it next starts; nothing is repeated by itself.';
	return {id: item.id, status: 'unknown', error: {code: 'unknown', message, next}};
}

/** Looks until the write shows, or until it is settled that it doesn't. */
export async function lookAfter(
	context: EngineContext,
	change: Change,
	item: PlanItem,
	patient: boolean,
): Promise<Reading> {
	let reading = await change.read(context.client, item);
	for (const delay of patient ? settleDelays : []) {
		if (reading.is === 'after') break;
		await sleep(delay);
		reading = await change.read(context.client, item);
	}
	return reading;
}

/** Whatever goes wrong here goes wrong for all the items that follow. */
function endsTheBatch(error: FlydeckError): boolean {
	return error.kind === 'login' || (error.kind === 'unreachable' && !error.ambiguous && error.status === undefined);
}

interface Run {
	context: EngineContext;
	change: Change;
	plan: Plan;
	/** Opens the entry at the first write; before it there is nothing to tell. */
	begin: () => Promise<string>;
	report: (phase: ItemProgress['phase'], more?: Pick<ItemProgress, 'result' | 'bytes'>) => void;
	signal: AbortSignal | undefined;
}

/**
 * Clears away what a write left behind that came to nothing, or what is over once it is as wanted.
 * @returns a sentence on what could not be cleared away.
 */
export async function clearAway(
	{client}: EngineContext,
	change: Change,
	item: PlanItem,
	after: {is: Reading['is']; notes: Record<string, unknown>},
): Promise<{left?: string}> {
	try {
		if (after.is === 'before') await change.tidy?.(client, item, after.notes);
		if (after.is === 'after') await change.complete?.(client, item);
		return {};
	} catch (error) {
		return {left: toFlydeckError(error).message};
	}
}

interface Attempt {
	thrown: FlydeckError | null;
	notes: Record<string, unknown>;
}

interface Settled {
	result: ItemResult;
	keep: Record<string, unknown> | undefined;
}

async function settle(run: Run, item: PlanItem, {thrown, notes}: Attempt): Promise<Settled> {
	run.report('verifying');
	try {
		const reading = await lookAfter(run.context, run.change, item, thrown?.ambiguous ?? false);
		const left = await clearAway(run.context, run.change, item, {is: reading.is, notes});
		return {result: {...judge(run.change, item, reading, thrown), ...left}, keep: reading.keep};
	} catch (error) {
		return {result: unknown(item, toFlydeckError(error)), keep: undefined};
	}
}

async function write(run: Run, item: PlanItem): Promise<ItemResult> {
	const {client, journal, now} = run.context;
	const id = await run.begin();
	const stamp = () => ({id, at: now().toISOString(), item: item.id});
	const notes: Record<string, unknown> = {};
	await journal.append({type: 'start', ...stamp()});
	run.report('writing');
	const note: Note = async facts => {
		Object.assign(notes, facts);
		await journal.append({type: 'note', ...stamp(), facts});
	};
	let thrown: FlydeckError | null = null;
	try {
		const onBytes = (done: number, total: number) => run.report('writing', {bytes: {done, total}});
		await run.change.apply(client, item, note, {onBytes, signal: run.signal});
	} catch (error) {
		thrown = toFlydeckError(error);
	}
	const {result, keep} = await settle(run, item, {thrown, notes});
	try {
		if (keep) await note(keep);
		await journal.append({type: 'result', id, at: now().toISOString(), result});
	} catch (error) {
		// What became of it is known all the same, and the entry stays open to be settled.
		const why = toFlydeckError(error).message;
		return {...result, left: `This could not be written to flydeck's journal, so it can't be undone yet. ${why}`};
	}
	return result;
}

async function applyItem(run: Run, item: PlanItem): Promise<ItemResult> {
	run.report('checking');
	const reading = await run.change.read(run.context.client, item);
	if (reading.is === 'after') {
		// Back already, by another hand: that settles what is undone, so it is written down.
		if (run.plan.undoes) await run.begin();
		return {id: item.id, status: 'unchanged', ...reading.extra};
	}
	if (reading.is !== 'before') return refused(item, reading);
	return write(run, item);
}

/** The journal outlives its reasons: it keeps ids and labels, and nothing that quotes what a header said. */
function forJournal({called, ...item}: PlanItem): PlanItem {
	return {...item, warnings: []};
}

/** @returns a function that writes the entry's first line once and gives its id, and that id if any. */
function opener(
	{journal, site, who, now}: EngineContext,
	plan: Plan,
): {begin: () => Promise<string>; id: () => string | null} {
	let id: string | null = null;
	const begin = async (): Promise<string> => {
		if (id) return id;
		const fresh = newEntryId(now());
		const {kind, title, items, undoes} = plan;
		const origin = {at: now().toISOString(), site, who, pid: process.pid, machine: thisMachine};
		const kept = items.map(forJournal);
		await journal.append({type: 'begin', id: fresh, ...origin, kind, title, items: kept, ...(undoes && {undoes})});
		id = fresh;
		return fresh;
	};
	return {begin, id: () => id};
}

/**
 * Applies a plan that a person confirmed.
 *
 * @throws FlydeckError where the first item can't even be looked at: nothing was changed.
 */
export async function applyPlan(
	context: EngineContext,
	change: Change,
	plan: Plan,
	{onProgress, signal}: ApplyOptions = {},
): Promise<ChangeResult> {
	const {begin, id} = opener(context, plan);
	const results: ItemResult[] = [];
	const total = plan.items.length;
	let stop: string | null = null;
	for (const [index, item] of plan.items.entries()) {
		const report: Run['report'] = (phase, more) => onProgress?.({index, total, id: item.id, phase, ...more});
		if (signal?.aborted) stop ??= 'You stopped before this one.';
		let result: ItemResult;
		try {
			result = stop ? notAttempted(item, stop) : await applyItem({context, change, plan, begin, report, signal}, item);
		} catch (error) {
			const failure = toFlydeckError(error);
			if (index === 0) throw failure;
			if (endsTheBatch(failure)) stop = failure.message;
			result = notAttempted(item, failure.message);
		}
		results.push(result);
		report('finished', {result});
		if (result.status === 'unknown') stop ??= 'The server could not be asked any more.';
	}
	await finish(context, id(), results).catch(() => undefined);
	return {items: results, journalId: id()};
}

/**
 * Items that were never written get their word too. An unknown one leaves the entry open, to
 * be settled by a later look; so does a journal that can't be written any more.
 */
async function finish({journal, now}: EngineContext, id: string | null, results: ItemResult[]): Promise<void> {
	if (!id) return;
	const at = now().toISOString();
	const unwritten = results.filter(
		({status, error}) => status === 'unchanged' || error?.code === 'not-attempted' || error?.code === 'changed-since',
	);
	for (const result of unwritten) await journal.append({type: 'result', id, at, result});
	if (!results.some(result => result.status === 'unknown')) await journal.append({type: 'end', id, at});
}

export function refuse(code: string, message: string, next: string): FlydeckError {
	return new FlydeckError('conflict', {code, message, next});
}
