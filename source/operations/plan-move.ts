import {isDeepStrictEqual} from 'node:util';
import type {FlywheelReader} from '../api/flywheel.js';
import {count} from '../format/amounts.js';
import {FlydeckError, toFlydeckError} from '../model/errors.js';
import {type Place, type Session, type Subject, unsortedLabel} from '../model/flywheel.js';
import type {ClashChoice, Plan, PlanItem} from '../model/plan.js';
import {type Planned, type Settled, settleClashes, subjectPlace} from './clashes.js';
import {refuse} from './engine.js';
import type {MoveOptions, MoveRequest} from './index.js';
import {type MoveDetail, moveDetail} from './move.js';
import {readOwnRights, warnOfMoving} from './own-rights.js';
import {type Places, readPlaces} from './places.js';

/** A label that a person may give: one line, nothing that splits a path, nothing invisible around it. */
function checkLabel(what: string, label: string): void {
	const wrong =
		(label === '' && 'is empty') ||
		(label !== label.trim() && 'begins or ends with a space') ||
		(label.includes('/') && 'holds a slash') ||
		(/\p{Cc}/u.test(label) && 'holds a control character') ||
		(label.length > 256 && 'is longer than 256 characters');
	if (!wrong) return;
	throw new FlydeckError('usage', {
		code: 'bad-label',
		message: `The ${what} label of the target ${wrong}.`,
		next: 'Give the target as GROUP/PROJECT/SUBJECT/SESSION.',
	});
}

function locked(place: string): FlydeckError {
	return new FlydeckError('conflict', {
		code: 'locked',
		message: `The project ${place} is locked.`,
		next: 'Ask its admins to unlock it in Flywheel.',
	});
}

const quoted = (labels: string[]) => labels.map(label => `“${label}”`).join(', ');

/** Without the study's UID, with which the server lengthens labels in Unsorted. */
function shortLabel(label: string): string {
	return label.replace(/_ses-\d[\d.]*$/, '');
}

interface Target {
	detail: Pick<MoveDetail, 'toProject' | 'toSubject'>;
	effects: string[];
	/** Of the sessions that the subject holds already. */
	labels: string[];
}

/** What the moves of one plan ask of the server alike, asked once. */
class Look {
	readonly #answers = new Map<string, Promise<unknown>>();

	constructor(
		readonly reader: FlywheelReader,
		readonly places: Places,
	) {}

	sessionsOf(subjectId: string): Promise<Session[]> {
		return this.#once(`sessions ${subjectId}`, async () => this.reader.sessionsOfSubject(subjectId));
	}

	subjectNamed(projectId: string, label: string): Promise<Subject | undefined> {
		return this.#once(
			`subject ${projectId} ${label}`,
			async () => (await this.reader.subjectsNamed(projectId, label))[0],
		);
	}

	#once<T>(key: string, ask: () => Promise<T>): Promise<T> {
		const answer = (this.#answers.get(key) as Promise<T> | undefined) ?? ask();
		this.#answers.set(key, answer);
		return answer;
	}
}

async function lookAtTarget(look: Look, id: string, to: Place): Promise<Target> {
	checkLabel('subject', to.subject);
	checkLabel('session', to.session);
	const project = look.places.find(to.group, to.project);
	const name = `${to.group}/${to.project}`;
	if (project.locked) throw locked(name);
	const subject = await look.subjectNamed(project.id, to.subject);
	const detail = {toProject: project.id, toSubject: subject?.id ?? null};
	if (!subject) return {detail, effects: [`Makes the new subject “${to.subject}” in ${name}.`], labels: []};
	const sessions = (await look.sessionsOf(subject.id)).filter(session => session.id !== id);
	const labels = sessions.map(session => session.label);
	const company = labels.length > 0 ? ` beside ${quoted(labels.slice(0, 4))}${labels.length > 4 ? ' …' : ''}` : '';
	return {detail, effects: [`Joins the subject “${to.subject}”${company}.`], labels};
}

/** What hangs on the session and goes with it. */
async function company(reader: FlywheelReader, id: string): Promise<string[]> {
	try {
		const analyses = await reader.analyses('sessions', id);
		return analyses.length > 0 ? [`${count(analyses.length, 'analysis', 'analyses')} on it go along.`] : [];
	} catch (error) {
		if (error instanceof FlydeckError && error.kind === 'forbidden') return [];
		throw error;
	}
}

async function planItem(look: Look, {id, to, typed, warnings = []}: MoveRequest): Promise<Planned> {
	const {reader, places} = look;
	const session = await reader.session(id);
	const source = places.byId(session.project) ?? (await reader.project(session.project));
	if (source.locked) throw locked(`${source.group}/${source.label}`);
	const [target, along] = await Promise.all([lookAtTarget(look, id, to), company(reader, id)]);
	const before = {group: source.group, project: source.label, subject: session.subject.label, session: session.label};
	const detail: MoveDetail = {
		fromProject: session.project,
		fromSubject: session.subject.id,
		removeSubject: null,
		...target.detail,
	};
	const item: PlanItem = {
		id,
		title: `${before.subject} / ${shortLabel(before.session)}`,
		...(typed && {called: typed}),
		before,
		after: {...to},
		effects: [...target.effects, ...along],
		warnings: [...warnings],
		detail: {...detail},
	};
	return {item, labels: target.labels};
}

/** Two scans that would land in one place are both told so. */
function warnOfTwins(planned: readonly Planned[]): void {
	const byPlace = new Map<string, PlanItem[]>();
	for (const {item} of planned) {
		const place = JSON.stringify(item.after);
		byPlace.set(place, [...(byPlace.get(place) ?? []), item]);
	}
	for (const twins of byPlace.values()) {
		if (twins.length < 2) continue;
		for (const item of twins) item.warnings.push(`${twins.length} sessions of this plan would land in this one place.`);
	}
}

/** A subject that several moves of one plan need is made by the first of them. */
function nameMakers(items: readonly PlanItem[]): void {
	const made = new Set<string>();
	for (const item of items) {
		if (item.detail.toSubject !== null) continue;
		const place = subjectPlace(item.after);
		if (made.has(place)) item.effects[0] = `Joins the new subject “${item.after.subject}”, which this plan makes.`;
		made.add(place);
	}
}

/** The last session to leave a subject is told what it leaves behind. @returns how many subjects are emptied. */
async function nameEmptied(look: Look, items: readonly PlanItem[]): Promise<number> {
	const leaving = items.filter(({detail}) => detail.fromSubject !== detail.toSubject);
	const last = new Map(leaving.map(item => [moveDetail(item).fromSubject, item]));
	const ids = new Set(leaving.map(({id}) => id));
	const emptied = [...last].map(async ([subjectId, {before, effects}]) => {
		if (!(await look.sessionsOf(subjectId)).every(({id}) => ids.has(id))) return 0;
		effects.push(
			`Leaves the subject “${before.subject}” of ${before.group}/${before.project} behind, without sessions.`,
		);
		return 1;
	});
	return (await Promise.all(emptied)).reduce<number>((sum, one) => sum + one, 0);
}

/** Nothing is merged with what is there unless a person says so. */
const usual: ClashChoice = {all: 'suffix', single: {}};

export interface MoveItems extends Settled {
	empties: number;
}

async function finishItems(look: Look, planned: Planned[], onClash: ClashChoice): Promise<MoveItems> {
	warnOfTwins(planned);
	const settled = settleClashes(planned, onClash);
	nameMakers(settled.items);
	warnOfMoving(settled.items, look.places, await readOwnRights(look.reader));
	return {...settled, empties: await nameEmptied(look, settled.items)};
}

/**
 * Looks at every session and every target; refuses what can't be (a locked or unknown
 * project, a bad label) before anything is changed.
 */
export async function planMoveItems(
	reader: FlywheelReader,
	requests: readonly MoveRequest[],
	{onClash = usual}: MoveOptions = {},
): Promise<MoveItems> {
	const unique = [...new Map(requests.map(request => [request.id, request])).values()];
	const look = new Look(reader, await readPlaces(reader));
	const planned = await Promise.all(unique.map(async request => planItem(look, request)));
	return finishItems(look, planned, onClash);
}

/** Ground that a saved plan stands on: where the session was, and the ids of where it goes. */
function sameGround(now: PlanItem, then: PlanItem): boolean {
	const {fromProject, fromSubject, toProject, toSubject} = moveDetail(then);
	const ground = {fromProject, fromSubject, toProject, toSubject, removeSubject: null};
	return isDeepStrictEqual(now.before, then.before) && isDeepStrictEqual(now.detail, ground);
}

function stale(item: PlanItem, why: string): Planned {
	const says = `It is not as it was when the plan was saved. ${why}`.trim();
	const warnings = [`${says} It will be refused.`];
	return {item: {...item, effects: [], warnings, detail: {...item.detail, stale: says}}, labels: []};
}

async function planSavedItem(look: Look, saved: PlanItem, mayShare: boolean): Promise<Planned> {
	const {id, after, warnings, called} = saved;
	try {
		const planned = await planItem(look, {id, to: after as unknown as Place, warnings, typed: called ?? null});
		const isThere = isDeepStrictEqual(planned.item.before, after);
		const label = String(after.session);
		if (!isThere && !mayShare && planned.labels.includes(label))
			return stale(saved, `There is a session “${label}” by now.`);
		return isThere || sameGround(planned.item, saved) ? planned : stale(saved, '');
	} catch (error) {
		// What holds for one item (gone, locked) is told of it; what holds for all (no server) ends the planning.
		const {kind, message} = toFlydeckError(error);
		if (kind === 'conflict' || kind === 'not-found' || kind === 'usage') return stale(saved, message);
		throw error;
	}
}

/**
 * A saved plan, item by item.
 * @throws FlydeckError `conflict` where the ground of every item has moved: nothing is left to apply.
 */
export async function planSavedItems(
	reader: FlywheelReader,
	{items: saved, clash}: Pick<Plan, 'items' | 'clash'>,
): Promise<MoveItems> {
	const shared = new Set(clash?.items.filter(({handled}) => handled === 'same').map(({id}) => id));
	const look = new Look(reader, await readPlaces(reader));
	const planned = await Promise.all(saved.map(async item => planSavedItem(look, item, shared.has(item.id))));
	const items = planned.map(({item}) => item);
	if (items.every(item => moveDetail(item).stale !== undefined)) {
		const why = items[0] ? (moveDetail(items[0]).stale ?? '') : '';
		throw refuse('changed-since', `${why} Nothing was changed.`, 'Make a new plan and look at it.');
	}
	// The labels in it were agreed on when it was saved.
	return finishItems(look, planned, {all: 'same', single: {}});
}

/** Above so many items a plan is summed up. */
const few = 3;

/** What a plan of many moves comes to, and what was wanted and is not in it. */
export function moveNotes(items: readonly PlanItem[], leftOut: readonly string[]): string[] {
	const fresh = new Set(items.filter(({detail}) => detail.toSubject === null).map(({after}) => subjectPlace(after)));
	const joining = items.filter(({detail}) => detail.toSubject !== null).length;
	const elsewhere = items.some(({detail}) => detail.fromProject !== detail.toProject);
	const sums = [
		...(fresh.size > 0 ? [`makes ${count(fresh.size, 'new subject')}`] : []),
		...(joining > 0
			? [`${joining} of ${count(items.length, 'session')} ${joining === 1 ? 'joins' : 'join'} a subject that is there`]
			: []),
	];
	return [
		...(items.length > few && sums.length > 0 ? [`In all it ${sums.join('; ')}.`] : []),
		...(elsewhere ? ['Gear rules of where it goes may start jobs on what arrives.'] : []),
		...(leftOut.length > 0 ? [`Not in this plan: ${leftOut.join('; ')}.`] : []),
	];
}

export function moveTitle(items: readonly PlanItem[]): string {
	const [first] = items;
	if (!first) return 'There is no session to move.';
	if (items.length === 1) {
		const {group, project, subject, session} = first.after;
		return `Move a session of ${first.before.subject} to ${group}/${project}/${subject}/${session}`;
	}
	const out = items.every(({before}) => before.project === unsortedLabel) ? ` out of ${unsortedLabel}` : '';
	return `Move ${items.length} sessions${out}`;
}
