/** Pages of the web interface, for what has one: projects and sessions. */
export function projectPage(webUrl: string, id: string): string {
	return `${webUrl}/#/projects/${id}`;
}

export function sessionPage(webUrl: string, projectId: string, id: string): string {
	return `${projectPage(webUrl, projectId)}/sessions/${id}`;
}

/** The page of the session that something is on, else of its project; null where neither is known. */
export function webPage(webUrl: string, place: {projectId: string | null; sessionId: string | null}): string | null {
	const {projectId, sessionId} = place;
	if (projectId === null) return null;
	return sessionId === null ? projectPage(webUrl, projectId) : sessionPage(webUrl, projectId, sessionId);
}
