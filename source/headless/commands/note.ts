import {parseDay, type Remark, remarkUntil} from '../../model/notes.js';
import {runChange} from '../change.js';
import type {Context} from '../context.js';
import {usageError} from '../usage.js';

export interface NoteCommand {
	until?: string;
	text: string;
}

function remarkFrom({until, text}: NoteCommand): Remark {
	const words = text.trim();
	if (until !== undefined) {
		const now = new Date();
		const day = parseDay(until, now);
		if (day !== null) return remarkUntil(day, words, now);
		throw usageError(`${until} is no day.`, 'Give --until as 2026-12-01, 3d, 2w or today.', 'bad-day');
	}
	if (words !== '') return {text: words};
	throw usageError('There is nothing to note.', 'Give --text, --until, or both.', 'empty-note');
}

export async function note(context: Context, ids: string[], command: NoteCommand): Promise<number> {
	const remark = remarkFrom(command);
	return runChange(context, async operations => operations.planNote(ids.map(id => ({id, remark}))));
}
