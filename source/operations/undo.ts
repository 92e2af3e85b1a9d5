import type {FlywheelReader} from '../api/flywheel.js';
import {FlydeckError} from '../model/errors.js';
import {isReversible, type Plan, type PlanItem} from '../model/plan.js';
import {refuse} from './engine.js';
import type {Entry} from './history.js';
import type {Change} from './types.js';

/** The entry asked for, or the last change of this site that is neither an undo nor undone. */
function pick(entries: Entry[], site: string, id: string | undefined): Entry {
	if (id !== undefined) {
		const asked = entries.find(entry => entry.begin.id === id);
		if (asked) return asked;
		throw new FlydeckError('not-found', {
			code: 'no-such-entry',
			message: `There is no change ${id} in the journal.`,
			next: 'See `flydeck history`.',
		});
	}
	const stands = ({view}: Entry) =>
		view.status === 'unfinished' || (view.status !== 'undone' && view.items.some(({status}) => status === 'done'));
	const last = entries.findLast(entry => entry.view.site === site && !entry.view.undoes && stands(entry));
	if (last) return last;
	throw new FlydeckError('not-found', {
		code: 'nothing-to-undo',
		message: 'There is no change to take back.',
		next: 'See `flydeck history`.',
	});
}

function checkUndoable({view, begin}: Entry, site: string): void {
	if (view.site !== site) {
		throw refuse('other-site', `The change ${begin.id} was made on ${view.site}.`, 'Log in there to take it back.');
	}
	if (view.status === 'undone') {
		throw refuse(
			'already-undone',
			`The change ${begin.id} was taken back by ${view.undoneBy}.`,
			'See `flydeck history`.',
		);
	}
	if (view.status === 'unfinished') {
		throw refuse(
			'unfinished',
			`The change ${begin.id} is not finished.`,
			'Wait for it, or start flydeck again to have it settled.',
		);
	}
}

/** Last first: what came later may stand on what came before, as several moves do on one new subject. */
function invertItems(change: Change, {begin, results, notes}: Entry): PlanItem[] {
	const done = begin.items.filter(item => results.get(item.id)?.status === 'done');
	const inverted = done.toReversed().map(item => change.invert(item, notes.get(item.id) ?? {}));
	const items = inverted.filter((item): item is PlanItem => !('reason' in item));
	const reason = inverted.find((item): item is {reason: string} => 'reason' in item);
	if (items.length === 0) {
		const next = 'To take back an earlier change: z on it in the History (7), or `flydeck undo ID`.';
		throw refuse('not-undoable', reason?.reason ?? 'Nothing of this change was done.', next);
	}
	return items;
}

/** Refuses where all of it changed since; what changed in part stands in the plan as a warning. */
async function checkGround(reader: FlywheelReader, change: Change, items: PlanItem[]): Promise<PlanItem[]> {
	const readings = await Promise.all(items.map(async item => change.read(reader, item)));
	if (!readings.some(({is}) => is === 'before' || is === 'after')) {
		const says = readings[0]?.says ?? 'It is not as it was left.';
		throw refuse(
			'changed-since',
			`This was changed since, so it is not taken back. ${says}`,
			'Look at it, and change it by hand if you want to.',
		);
	}
	return items.map((item, index) => {
		const reading = readings[index];
		const moved = reading?.is !== 'before' && reading?.is !== 'after';
		return moved ? {...item, warnings: [`Changed since, and will be left alone. ${reading?.says ?? ''}`.trim()]} : item;
	});
}

interface PlanningOptions {
	reader: FlywheelReader;
	entries: Entry[];
	changes: Record<string, Change>;
	site: string;
	now: Date;
	id?: string | undefined;
}

/** Not begun, or begun and not carried out: what a cut-off change still owes. */
function owed({begin, results}: Entry): PlanItem[] {
	const open = new Set(['not-attempted', 'not-applied']);
	return begin.items.filter(({id}) => open.has(results.get(id)?.error?.code ?? ''));
}

/** What of it is still to be done: the rest may have been done by other means. */
async function stillOwed(reader: FlywheelReader, change: Change, entry: Entry): Promise<PlanItem[]> {
	const items = owed(entry);
	const readings = await Promise.all(items.map(async item => change.read(reader, item)));
	return items.filter((_, index) => readings[index]?.is !== 'after');
}

/** The plan of what a cut-off change did not come to; each item is checked again before it is written. */
export async function planResume({reader, entries, changes, site, now, id}: PlanningOptions): Promise<Plan> {
	const asked = id === undefined ? entries.toReversed() : [pick(entries, site, id)];
	for (const entry of asked.filter(({view}) => view.site === site && view.status !== 'undone')) {
		const {kind, title, undoes} = entry.begin;
		const change = changes[kind];
		if (!change || !isReversible(kind) || owed(entry).length === 0) continue;
		const items = await stillOwed(reader, change, entry);
		if (items.length === 0) continue;
		const createdAt = now.toISOString();
		return {kind, title: `Resume: ${title}`, site, createdAt, items, irreversible: [], ...(undoes && {undoes})};
	}
	throw new FlydeckError('not-found', {
		code: 'nothing-to-resume',
		message: 'There is no change of which something was not come to.',
		next: 'See `flydeck history`.',
	});
}

/** The plan that takes an entry back: exact, and only where things still are as it left them. */
export async function planUndo(options: PlanningOptions): Promise<Plan> {
	const {reader, entries, changes, site, now, id} = options;
	const entry = pick(entries, site, id);
	checkUndoable(entry, site);
	const change = changes[entry.begin.kind];
	if (!change) throw refuse('not-undoable', 'This version of flydeck does not know this change.', 'Update flydeck.');
	const items = await checkGround(reader, change, invertItems(change, entry));
	return {
		kind: change.kind,
		title: `Undo: ${entry.begin.title}`,
		site,
		createdAt: now.toISOString(),
		items,
		irreversible: [],
		undoes: entry.begin.id,
	};
}
