import type {ContainerKind, SessionPlace} from '../../model/flywheel.js';
import {projectPage} from '../../model/web-page.js';

/** Where one stands on the way down: a container, how it is named, and where its web page is. */
export interface Spot<K extends ContainerKind = ContainerKind> {
	kind: K;
	id: string;
	/** `group/project/subject/session/acquisition`, as far as it goes. */
	path: string;
	link: string;
	project: SessionPlace['project'];
	/** The session that it is, or that it hangs on. */
	session: SessionPlace | null;
}

export function projectSpot(webUrl: string, {id, group, label}: SessionPlace['project']): Spot<'projects'> {
	return {
		kind: 'projects',
		id,
		path: `${group}/${label}`,
		link: projectPage(webUrl, id),
		project: {id, group, label},
		session: null,
	};
}

/** A subject has no page of its own: its project's lists it. */
export function subjectSpot(project: Spot, {id, subject}: {id: string; subject: string}): Spot<'subjects'> {
	return {...project, kind: 'subjects', id, path: `${project.path}/${subject}`};
}

export function sessionSpot(project: Spot, row: {id: string; subject: string; session: string}): Spot<'sessions'> {
	const {id, subject, session} = row;
	const place = {project: project.project, subject, session: {id, label: session}};
	return {
		kind: 'sessions',
		id,
		path: `${project.path}/${subject}/${session}`,
		link: `${project.link}/sessions/${id}`,
		project: project.project,
		session: place,
	};
}

/** An acquisition or an analysis; the page of the session, if there is one, shows it. */
export function spotBelow<K extends 'acquisitions' | 'analyses'>(
	spot: Spot,
	kind: K,
	{id, label}: {id: string; label: string},
): Spot<K> {
	return {...spot, kind, id, path: `${spot.path}/${label}`};
}
