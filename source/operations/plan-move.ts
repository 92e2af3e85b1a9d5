import type {FlywheelReader} from '../api/flywheel.js';
import {count} from '../format/amounts.js';
import {FlydeckError} from '../model/errors.js';
import {type Place, unsortedLabel} from '../model/flywheel.js';
import type {PlanItem} from '../model/plan.js';
import type {MoveRequest} from './index.js';
import type {MoveDetail} from './move.js';
import {type OwnRights, readOwnRights} from './own-rights.js';
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
	warnings: string[];
}

async function lookAtTarget(reader: FlywheelReader, places: Places, id: string, to: Place): Promise<Target> {
	checkLabel('subject', to.subject);
	checkLabel('session', to.session);
	const project = places.find(to.group, to.project);
	const name = `${to.group}/${to.project}`;
	if (project.locked) throw locked(name);
	const [subject] = await reader.subjectsNamed(project.id, to.subject);
	const detail = {toProject: project.id, toSubject: subject?.id ?? null};
	if (!subject) return {detail, effects: [`Makes the new subject “${to.subject}” in ${name}.`], warnings: []};
	const sessions = (await reader.sessionsOfSubject(subject.id)).filter(session => session.id !== id);
	const labels = sessions.map(session => session.label);
	const company = labels.length > 0 ? ` beside ${quoted(labels.slice(0, 4))}${labels.length > 4 ? ' …' : ''}` : '';
	const twin = labels.includes(to.session);
	return {
		detail,
		effects: [`Joins the subject “${to.subject}”${company}.`],
		warnings: twin ? [`There is a session “${to.session}” already: both will be kept under one label.`] : [],
	};
}

async function leftBehind(
	reader: FlywheelReader,
	subject: {id: string; label: string},
	name: string,
): Promise<string[]> {
	const sessions = await reader.sessionsOfSubject(subject.id);
	if (sessions.length !== 1) return [];
	return [`Leaves the subject “${subject.label}” of ${name} behind, without sessions.`];
}

async function planItem(
	reader: FlywheelReader,
	places: Places,
	{id, to, typed, warnings = []}: MoveRequest,
): Promise<PlanItem> {
	const session = await reader.session(id);
	const source = places.byId(session.project) ?? (await reader.project(session.project));
	const from = `${source.group}/${source.label}`;
	if (source.locked) throw locked(from);
	const target = await lookAtTarget(reader, places, id, to);
	const before = {group: source.group, project: source.label, subject: session.subject.label, session: session.label};
	const stays = session.subject.id === target.detail.toSubject;
	const behind = stays ? [] : await leftBehind(reader, session.subject, from);
	const detail: MoveDetail = {
		fromProject: session.project,
		fromSubject: session.subject.id,
		removeSubject: null,
		...target.detail,
	};
	return {
		id,
		title: typed ?? `${before.subject} / ${shortLabel(before.session)}`,
		before,
		after: {...to},
		effects: [...target.effects, ...behind],
		warnings: [...warnings, ...target.warnings],
		detail: {...detail},
	};
}

/** Two scans that would land in one place are both told so. */
function warnOfTwins(items: PlanItem[]): void {
	const byPlace = new Map<string, PlanItem[]>();
	for (const item of items) {
		const place = JSON.stringify(item.after);
		byPlace.set(place, [...(byPlace.get(place) ?? []), item]);
	}
	for (const twins of byPlace.values()) {
		if (twins.length < 2) continue;
		for (const item of twins) item.warnings.push(`${twins.length} sessions of this plan would land in this one place.`);
	}
}

/** Moving a session in takes either, by the version of the server. */
const moving = ['containers_modify_metadata', 'containers_create_hierarchy'];

/** At both ends; each project once, with the first session that is to go there. */
function warnOfRights(items: PlanItem[], places: Places, rights: OwnRights): void {
	const told = new Set<unknown>();
	for (const item of items) {
		for (const id of [item.detail.fromProject, item.detail.toProject]) {
			if (told.has(id)) continue;
			told.add(id);
			item.warnings.push(...rights.warn(places.byId(String(id)), moving, 'move sessions'));
		}
	}
}

/** A subject that several moves of one plan need is made by the first of them. */
function nameMakers(items: PlanItem[]): void {
	const made = new Set<string>();
	for (const item of items) {
		if (item.detail.toSubject !== null) continue;
		const place = placeOfSubject(item.after);
		if (made.has(place)) item.effects[0] = `Joins the new subject “${item.after.subject}”, which this plan makes.`;
		made.add(place);
	}
}

/**
 * Looks at every session and every target; refuses what can't be (a locked or unknown
 * project, a bad label) before anything is changed.
 */
export async function planMoveItems(reader: FlywheelReader, requests: MoveRequest[]): Promise<PlanItem[]> {
	const unique = [...new Map(requests.map(request => [request.id, request])).values()];
	const [places, rights] = await Promise.all([readPlaces(reader), readOwnRights(reader)]);
	const items = await Promise.all(unique.map(request => planItem(reader, places, request)));
	warnOfTwins(items);
	warnOfRights(items, places, rights);
	nameMakers(items);
	return items;
}

/** Above so many items a plan is summed up. */
const few = 3;

/** What a plan of many moves comes to, and what was wanted and is not in it. */
export function moveNotes(items: PlanItem[], leftOut: readonly string[]): string[] {
	const fresh = new Set(items.filter(({detail}) => detail.toSubject === null).map(({after}) => placeOfSubject(after)));
	const joining = items.filter(({detail}) => detail.toSubject !== null).length;
	const sums = [
		...(fresh.size > 0 ? [`makes ${count(fresh.size, 'new subject')}`] : []),
		...(joining > 0 ? [`${joining} of ${count(items.length, 'session')} join a subject that is there`] : []),
	];
	return [
		...(items.length > few && sums.length > 0 ? [`In all it ${sums.join('; ')}.`] : []),
		...(leftOut.length > 0 ? [`Not in this plan: ${leftOut.join('; ')}.`] : []),
	];
}

function placeOfSubject({group, project, subject}: PlanItem['after']): string {
	return JSON.stringify([group, project, subject]);
}

export function moveTitle(items: PlanItem[]): string {
	const [first] = items;
	if (items.length === 1 && first) {
		const {group, project, subject, session} = first.after;
		return `Move ${first.title} to ${group}/${project}/${subject}/${session}`;
	}
	const out = items.every(({before}) => before.project === unsortedLabel) ? ` out of ${unsortedLabel}` : '';
	return `Move ${items.length} sessions${out}`;
}
