/**
 * Deleting subjects of Unsorted that moves have emptied. Deleting can't be undone, so a
 * subject goes only while it is proven to hold nothing, looked at again right before.
 */
import type {FlywheelReader} from '../api/flywheel.js';
import {count} from '../format/amounts.js';
import {toFlydeckError} from '../model/errors.js';
import {type Project, type Subject, unsortedLabel} from '../model/flywheel.js';
import type {PlanItem} from '../model/plan.js';
import {contentsOf, subjectOrNull} from './emptiness.js';
import type {Change, Reading} from './types.js';

async function readClean(reader: FlywheelReader, item: PlanItem): Promise<Reading> {
	const subject = await subjectOrNull(reader, item.id);
	if (!subject) return {is: 'after', state: item.after};
	if (subject.project !== item.detail.project || subject.label !== item.before.subject) {
		return {is: 'other', state: null, says: 'It was renamed or moved since, so it is kept.'};
	}
	const contents = await contentsOf(reader, subject);
	if (contents.length === 0) return {is: 'before', state: item.before};
	return {is: 'other', state: null, says: `It holds ${contents.join(', ')} now, so it is kept.`};
}

export const clean: Change = {
	kind: 'clean',
	once: true,
	read: readClean,
	async apply(client, item) {
		await client.deleteEmptySubject(item.id);
	},
	invert(item) {
		return {reason: `The deleted subject ${item.title} can't be brought back; it held nothing.`};
	},
};

function cleanItem(project: Project, subject: Subject): PlanItem {
	const before = {group: project.group, project: project.label, subject: subject.label};
	return {
		id: subject.id,
		title: `${project.group}/${project.label}/${subject.label}`,
		before,
		after: {...before, subject: null},
		effects: ['It holds no sessions, files, analyses or notes.'],
		warnings: [],
		detail: {project: project.id},
	};
}

interface Found {
	items: PlanItem[];
	/** Subjects without sessions that are not to go, and why. */
	kept: string[];
}

async function lookAt(reader: FlywheelReader, project: Project, listed: Subject): Promise<Found> {
	const keep = (why: string): Found => ({items: [], kept: [`${listed.label} (${why})`]});
	try {
		// A list may leave out files and notes: only a look at the subject itself proves anything.
		const subject = await reader.subject(listed.id);
		const contents = await contentsOf(reader, subject);
		return contents.length > 0 ? keep(contents.join(', ')) : {items: [cleanItem(project, subject)], kept: []};
	} catch (error) {
		const {kind, message} = toFlydeckError(error);
		if (kind === 'not-found') return {items: [], kept: []};
		if (kind === 'forbidden') return keep(message.replace(/\.$/, ''));
		throw error;
	}
}

async function lookThrough(reader: FlywheelReader, project: Project): Promise<Found[]> {
	const [subjects, sessions] = await Promise.all([reader.subjects(project.id), reader.sessions(project.id)]);
	const inUse = new Set(sessions.map(session => session.subject.id));
	const idle = subjects.filter(({id}) => !inUse.has(id));
	if (project.locked)
		return idle.length === 0
			? []
			: [{items: [], kept: [`${count(idle.length, 'subject')} (${project.group} is locked)`]}];
	return Promise.all(idle.map(async subject => lookAt(reader, project, subject)));
}

/** Subjects in the Unsorted of these groups (of all, where none is named) that hold nothing. */
export async function planCleanItems(
	reader: FlywheelReader,
	groups: readonly string[],
): Promise<{items: PlanItem[]; notes: string[]}> {
	const inScope = ({group, label}: Project) =>
		label === unsortedLabel && (groups.length === 0 || groups.includes(group));
	const projects = (await reader.projects()).filter(inScope);
	const found = (await Promise.all(projects.map(async project => lookThrough(reader, project)))).flat();
	const kept = found.flatMap(one => one.kept);
	return {
		items: found.flatMap(one => one.items),
		notes: kept.length > 0 ? [`Without sessions, and kept all the same: ${kept.join('; ')}.`] : [],
	};
}

export function cleanTitle(items: PlanItem[]): string {
	const [first] = items;
	if (!first) return 'There is no emptied subject to delete.';
	return items.length === 1 ? `Delete the emptied subject ${first.title}` : `Delete ${items.length} emptied subjects`;
}
