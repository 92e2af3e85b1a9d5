/**
 * Real studies, packed: the listing of a public MRI study as a table of file templates, the
 * few sequences of templates that its sessions follow, and one line of sizes per session.
 * Where the listings come from, and their licence: readme.md beside this file.
 */
export interface PackedStudy {
	source: string;
	title: string;
	doi: string;
	licence: string;
	/** `acquisition|rest of the file's name`, the name without its `subject[_session]`. */
	templates: string[];
	/** Indices into `templates`, base 36, in the order of the listing. */
	shapes: string[];
	/** `subject|session|shape|sizes`, sizes in bytes, base 36; session empty where a study has one visit. */
	sessions: string[];
}

export interface StudyFile {
	/** What follows `subject[_session]` in the file's name. */
	rest: string;
	size: number;
}

export interface StudyAcquisition {
	label: string;
	files: StudyFile[];
}

export interface StudySession {
	subject: string;
	/** Empty where the study has one visit. */
	session: string;
	acquisitions: StudyAcquisition[];
}

/**
 * Unpack a study.
 * @throws Error where the fixture is damaged: a template or a size is missing.
 */
export function unpackStudy(study: PackedStudy): StudySession[] {
	const templates = study.templates.map(template => {
		const cut = template.indexOf('|');
		return {acquisition: template.slice(0, cut), rest: template.slice(cut + 1)};
	});
	const shapes = study.shapes.map(shape => shape.split(' ').map(index => templates[Number.parseInt(index, 36)]));
	return study.sessions.map(line => {
		const [subject = '', session = '', shape = '', packedSizes = ''] = line.split('|');
		const sizes = packedSizes.split(' ').map(size => Number.parseInt(size, 36));
		const byLabel = new Map<string, StudyAcquisition>();
		for (const [index, template] of (shapes[Number(shape)] ?? []).entries()) {
			const size = sizes[index];
			if (!template || size === undefined || Number.isNaN(size)) throw new Error(`damaged study: ${line.slice(0, 40)}`);
			let acquisition = byLabel.get(template.acquisition);
			if (!acquisition) {
				acquisition = {label: template.acquisition, files: []};
				byLabel.set(template.acquisition, acquisition);
			}
			acquisition.files.push({rest: template.rest, size});
		}
		return {subject, session, acquisitions: [...byLabel.values()]};
	});
}
