import type {FlywheelReader} from '../api/flywheel.js';
import {quoted} from '../format/safe-text.js';
import {FlydeckError} from '../model/errors.js';
import {findProject, parsePlace} from './names.js';

/** Where results may be put: a project, or a session of one. */
export interface UploadPlace {
	kind: 'projects' | 'sessions';
	id: string;
	/** The path that it was named by. */
	title: string;
	/** `GROUP/PROJECT` */
	project: string;
}

function noSession(text: string): FlydeckError {
	return new FlydeckError('not-found', {
		code: 'no-such-session',
		message: `There is no session ${quoted(text, 120)}, or you may not see it.`,
		next: 'See `flydeck sessions GROUP/PROJECT` for those that are there.',
	});
}

/**
 * Finds `GROUP/PROJECT` or `GROUP/PROJECT/SUBJECT/SESSION` by its exact labels.
 * @throws FlydeckError as `findProject` does; `conflict` where two sessions are called so.
 */
export async function findUploadPlace(reader: FlywheelReader, text: string): Promise<UploadPlace> {
	if (text.split('/').length === 2) {
		const {id} = await findProject(reader, text);
		return {kind: 'projects', id, title: text, project: text};
	}
	const {group, project: label, subject, session} = parsePlace(text);
	const project = `${group}/${label}`;
	const {id: projectId} = await findProject(reader, project);
	const subjects = await reader.subjectsNamed(projectId, subject);
	const sessions = (await Promise.all(subjects.map(async ({id}) => reader.sessionsOfSubject(id)))).flat();
	const [found, ...others] = sessions.filter(one => one.label === session);
	if (!found) throw noSession(text);
	if (others.length === 0) return {kind: 'sessions', id: found.id, title: text, project};
	throw new FlydeckError('conflict', {
		code: 'ambiguous-session',
		message: `There are ${others.length + 1} sessions called ${quoted(text, 120)}.`,
		next: 'Rename one of them; flydeck does not choose between them.',
	});
}
