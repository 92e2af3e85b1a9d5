/** What Flywheel writes into a session's label when it puts the session into Unsorted. */
export interface Routed {
	group: string;
	project: string;
	uid: string;
}

/**
 * Reads `gr-GROUP_proj-PROJECT_ses-UID` back; null for any other label. GROUP and PROJECT may
 * hold anything, underscores too, so both end as early as they can, and the last at a number.
 */
export function readRoutedLabel(label: string): Routed | null {
	const match = /^gr-(.*?)_proj-(.*?)_ses-(\d[\d.]*)/su.exec(label.slice(0, 2000));
	if (!match) return null;
	const [, group = '', project = '', uid = ''] = match;
	return {group, project, uid};
}
