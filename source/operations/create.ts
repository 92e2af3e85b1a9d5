import {FlydeckError} from '../model/errors.js';
import type {ChangeKind, HistoryEntry, Plan, PlanItem} from '../model/plan.js';
import {access} from './access.js';
import {accessTitle} from './access-item.js';
import {planUploadItem} from './carry/plan-upload.js';
import {upload} from './carry/upload.js';
import {clean, cleanTitle, planCleanItems} from './clean.js';
import {correctionsIn} from './corrections.js';
import {applyPlan, type EngineContext, refuse} from './engine.js';
import {type Entry, foldJournal} from './history.js';
import type {MoveOptions, Operations, OperationsOptions} from './index.js';
import {type JobPlanners, jobPlanners} from './job-planners.js';
import {cancel, retry} from './jobs.js';
import {openJournal} from './journal.js';
import {relaunch} from './launch.js';
import {move} from './move.js';
import {note, noteTitle, planNoteItems} from './note.js';
import {planAccessItems} from './plan-access.js';
import {type MoveItems, moveNotes, moveTitle, planMoveItems, planSavedItems} from './plan-move.js';
import {priority} from './priority.js';
import {isToSettle, mayBeAlive, settleEntry} from './recover.js';
import type {Change} from './types.js';
import {planResume, planUndo} from './undo.js';

const changes: Record<ChangeKind, Change> = {move, clean, note, access, retry, cancel, relaunch, priority, upload};

const readOnlyError = new FlydeckError('forbidden', {
	code: 'read-only',
	message: 'flydeck is in read-only mode: nothing was changed.',
	next: 'Leave it with W on the dashboard, or start without --read-only.',
});

interface Parts {
	kind: ChangeKind;
	title: string;
	items: PlanItem[];
	irreversible?: string[];
	notes?: string[];
	clash?: Plan['clash'];
	empties?: number;
	/** Nothing to do is an answer too, not a mistake. */
	mayBeEmpty?: boolean;
}

function moveParts({items, leftOut, clashes, empties}: MoveItems, options: MoveOptions = {}): Parts {
	return {
		kind: 'move',
		title: moveTitle(items),
		items,
		notes: moveNotes(items, [...(options.leftOut ?? []), ...leftOut]),
		...(clashes.length > 0 && {clash: {handled: options.onClash?.all ?? 'suffix', items: clashes}}),
		...(empties > 0 && {empties}),
	};
}

type Planners = JobPlanners &
	Pick<Operations, 'planMove' | 'planSaved' | 'planClean' | 'planNote' | 'planAccess' | 'planUpload'>;

function planners(context: EngineContext): Planners {
	const {client, site, now} = context;
	const plan = ({irreversible = [], mayBeEmpty = false, ...parts}: Parts): Plan => {
		if (parts.items.length === 0 && !mayBeEmpty) {
			throw new FlydeckError('usage', {
				code: 'empty-plan',
				message: 'There is nothing to change.',
				next: 'Name at least one item.',
			});
		}
		return {...parts, irreversible, site, createdAt: now().toISOString()};
	};
	return {
		async planMove(requests, options = {}) {
			const found = await planMoveItems(client, requests, options);
			return plan({...moveParts(found, options), mayBeEmpty: found.leftOut.length > 0});
		},
		async planSaved(saved) {
			return plan(moveParts(await planSavedItems(client, saved)));
		},
		async planClean(groups) {
			const {items, notes} = await planCleanItems(client, groups);
			const irreversible = items.length > 0 ? ['A deleted subject can’t be brought back.'] : [];
			return plan({kind: 'clean', title: cleanTitle(items), items, irreversible, notes, mayBeEmpty: true});
		},
		async planNote(requests) {
			const items = await planNoteItems(client, requests);
			return plan({kind: 'note', title: noteTitle(items), items});
		},
		async planAccess(requests, notes = []) {
			const {items, irreversible} = await planAccessItems(client, requests);
			return plan({kind: 'access', title: accessTitle(items), items, irreversible, notes: [...notes]});
		},
		async planUpload(request) {
			const {item, notes} = await planUploadItem(client, request);
			return plan({kind: 'upload', title: `Upload to ${item.title}`, items: [item], notes});
		},
		...jobPlanners(context, plan),
	};
}

function checkApplicable(plan: Plan, site: string, readOnly: boolean): Change {
	if (readOnly) throw readOnlyError;
	if (plan.site !== site) {
		throw refuse(
			'other-site',
			`This plan was made for ${plan.site}, not for ${site}.`,
			'Log in there, or make a new plan.',
		);
	}
	const change = changes[plan.kind];
	if (change) return change;
	throw new FlydeckError('usage', {
		code: 'bad-plan',
		message: 'The plan is of no kind that flydeck knows.',
		next: 'Make a new plan.',
	});
}

/** Everything that can change a site, for one login. */
export function createOperations(options: OperationsOptions): Operations {
	const {client, who, journalFile, readOnly, now = () => new Date(), site = client.host} = options;
	const journal = openJournal(journalFile);
	const context: EngineContext = {client, journal, site, who, now, readOnly};
	const entries = async (): Promise<Entry[]> => foldJournal(await journal.read());
	let applying = 0;
	const recover = async (): Promise<HistoryEntry[]> => {
		if (applying > 0) return [];
		const open = (await entries()).filter(({view}) => view.site === site).filter(isToSettle);
		const before = new Map(open.map(({view}) => [view.id, view.status]));
		for (const entry of open) {
			const change = changes[entry.begin.kind];
			if (change && !mayBeAlive(entry, now())) await settleEntry(context, change, entry);
		}
		const views = (await entries()).map(({view}) => view);
		return views.filter(({id, status}) => before.has(id) && before.get(id) !== status);
	};

	return {
		...planners(context),
		async planUndo(id) {
			// What was cut off is settled first, or it could be neither undone nor passed over.
			await recover();
			return planUndo({reader: client, entries: await entries(), changes, site, now: now(), id});
		},
		async planResume(id) {
			await recover();
			return planResume({reader: client, entries: await entries(), changes, site, now: now(), id});
		},
		async apply(plan, applyOptions) {
			const change = checkApplicable(plan, site, readOnly());
			applying += 1;
			try {
				return await applyPlan(context, change, plan, applyOptions);
			} finally {
				applying -= 1;
			}
		},
		async ownChanges() {
			const notes = (await entries()).filter(({view}) => view.site === site).flatMap(entry => [...entry.notes]);
			return new Map(
				notes.flatMap(([id, {modified}]) => (typeof modified === 'string' ? [[id, modified] as const] : [])),
			);
		},
		corrections: async () => correctionsIn((await entries()).map(({view}) => view).filter(view => view.site === site)),
		history: async () => (await entries()).map(({view}) => view).toReversed(),
		recover,
	};
}
