import type {ProjectRow} from '../../model/views.js';

/** What the title line adds: projects that lack something, counted. */
export function projectNotes(rows: readonly ProjectRow[]): string[] {
	const lacking = rows.filter(row => row.missingFiles.length > 0).length;
	return lacking > 0 ? [`${lacking} lack a required file`] : [];
}
