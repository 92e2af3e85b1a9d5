import type {FlywheelReader} from '../api/flywheel.js';
import type {Project} from '../model/flywheel.js';
import type {SessionRow} from '../model/views.js';
import {naturally, projectName, type Reading, requestOptions} from './reading.js';

/**
 * Sessions of one project by subject, the oldest scan first. `files` counts what is attached
 * to the session itself, as Flywheel lists it: its series' files would take a request each.
 */
export async function loadSessions(
	reader: FlywheelReader,
	project: Pick<Project, 'id' | 'group' | 'label'>,
	reading: Pick<Reading, 'signal'> = {},
): Promise<SessionRow[]> {
	const options = requestOptions(reading);
	const [sessions, analyses] = await Promise.all([
		reader.sessions(project.id, options),
		reader.sessionAnalyses(project.id, options),
	]);
	const counts = new Map<string, number>();
	for (const {parent} of analyses) counts.set(parent.id, (counts.get(parent.id) ?? 0) + 1);
	return sessions
		.map(session => ({
			id: session.id,
			group: project.group,
			project: projectName(project),
			subject: session.subject.label,
			session: session.label,
			timestamp: session.timestamp,
			files: session.files.length,
			analyses: counts.get(session.id) ?? 0,
		}))
		.sort(
			(a, b) =>
				naturally(a.subject, b.subject) ||
				(a.timestamp ?? '').localeCompare(b.timestamp ?? '') ||
				naturally(a.session, b.session),
		);
}
