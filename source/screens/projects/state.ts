import type {Acquisition, Analysis, Container, FileEntry} from '../../model/flywheel.js';
import type {ProjectRow} from '../../model/views.js';
import {naturally} from '../../state/reading.js';

/** What the title line adds: projects that lack something, counted. */
export function projectNotes(rows: readonly ProjectRow[]): string[] {
	const lacking = rows.filter(row => row.missingFiles.length > 0).length;
	return lacking > 0 ? [`${lacking} lack a required file`] : [];
}

export interface FileRow {
	id: string;
	name: string;
	type: string;
	size: number;
	created: string | null;
	classification: string;
}

export interface AcquisitionRow {
	id: string;
	label: string;
	timestamp: string | null;
	types: string[];
	size: number;
	files: FileRow[];
}

export interface AnalysisRow {
	id: string;
	label: string;
	gear: string;
	version: string;
	/** Of its job; `by hand` where none made it. */
	state: string;
	created: string | null;
	files: number;
}

/** By id where the server gives one; names are unique within a container too. */
export function fileId(file: FileEntry): string {
	return file.fileId ?? file.name;
}

/** `Structural, T1`: the values say what they are of. */
export function classificationText({classification}: FileEntry): string {
	return Object.values(classification).flat().join(', ');
}

function toFileRow(file: FileEntry): FileRow {
	const {name, type, size, created} = file;
	return {id: fileId(file), name, type: type ?? '', size, created, classification: classificationText(file)};
}

export function fileRows({files}: Pick<Container, 'files'>): FileRow[] {
	return files.map(toFileRow).sort((a, b) => naturally(a.name, b.name));
}

/** By time, the oldest first or the newest; what has none comes last either way. */
function byTime(a: string | null, b: string | null, first: 'oldest' | 'newest'): number {
	if (a === null || b === null) return Number(a === null) - Number(b === null);
	const order = a < b ? -1 : Number(a > b);
	return first === 'oldest' ? order : -order;
}

/** In the order in which they were scanned. */
export function acquisitionRows(acquisitions: readonly Acquisition[]): AcquisitionRow[] {
	return acquisitions
		.map(acquisition => {
			const {id, label, timestamp, files} = acquisition;
			const types = [...new Set(files.flatMap(file => file.type ?? []))].sort();
			const size = files.reduce((sum, file) => sum + file.size, 0);
			return {id, label, timestamp, types, size, files: fileRows(acquisition)};
		})
		.sort((a, b) => byTime(a.timestamp, b.timestamp, 'oldest') || naturally(a.label, b.label));
}

/** The newest first. */
export function analysisRows(analyses: readonly Analysis[]): AnalysisRow[] {
	return analyses
		.map(({id, label, gear, job, jobState, created, files}) => ({
			id,
			label,
			gear: gear?.name ?? '',
			version: gear?.version ?? '',
			state: job === null ? 'by hand' : (jobState ?? 'not known'),
			created,
			files: files.length,
		}))
		.sort((a, b) => byTime(a.created, b.created, 'newest'));
}
