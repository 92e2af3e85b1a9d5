import type {FlywheelReader} from '../api/flywheel.js';
import {count} from '../format/amounts.js';
import {FlydeckError} from '../model/errors.js';
import type {Subject} from '../model/flywheel.js';

/** null where it is not on the server any more, or not visible. */
export async function subjectOrNull(reader: FlywheelReader, id: string): Promise<Subject | null> {
	try {
		return await reader.subject(id);
	} catch (error) {
		if (error instanceof FlydeckError && error.kind === 'not-found') return null;
		throw error;
	}
}

/**
 * What a subject holds, in words; nothing where it is proven empty.
 * @throws FlydeckError where any of it may not be read: then nothing is proven.
 */
export async function contentsOf(reader: FlywheelReader, subject: Subject): Promise<string[]> {
	const [sessions, analyses] = await Promise.all([
		reader.sessionsOfSubject(subject.id),
		reader.analyses('subjects', subject.id),
	]);
	const contents: [number, string, string?][] = [
		// A list may leave out what one may not see; the server's own count doesn't.
		[Math.max(sessions.length, subject.sessions ?? 0), 'session'],
		[subject.files.length, 'file'],
		[analyses.length, 'analysis', 'analyses'],
		[subject.noteCount, 'note'],
	];
	return contents.filter(([amount]) => amount > 0).map(([amount, one, many]) => count(amount, one, many));
}
