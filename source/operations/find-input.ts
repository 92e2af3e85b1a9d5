import type {FlywheelReader} from '../api/flywheel.js';
import {FlydeckError} from '../model/errors.js';
import type {FileEntry, JobInput} from '../model/flywheel.js';

interface Holder {
	type: string;
	id: string;
	label: string;
	files: FileEntry[];
}

/** Everything of a session that may be an input of a gear: what its acquisitions, itself, subject and project hold. */
async function holders(reader: FlywheelReader, sessionId: string): Promise<Holder[]> {
	const session = await reader.session(sessionId);
	const [acquisitions, subject, project] = await Promise.all([
		reader.acquisitions(sessionId),
		reader.container('subjects', session.subject.id),
		reader.container('projects', session.project),
	]);
	return [
		...acquisitions.map(({id, label, files}) => ({type: 'acquisition', id, label, files})),
		{type: 'session', id: session.id, label: session.label, files: session.files},
		{type: 'subject', id: subject.id, label: subject.label, files: subject.files},
		{type: 'project', id: project.id, label: project.label, files: project.files},
	];
}

/** The file that a person means by `NAME`, or by `ACQUISITION/NAME` where several are called so. */
export async function findInput(
	reader: FlywheelReader,
	session: string,
	{input, wanted}: {input: string; wanted: string},
): Promise<JobInput> {
	const all = await holders(reader, session);
	const found = all.flatMap(({type, id, label, files}) =>
		files
			.filter(({name}) => name === wanted || `${label}/${name}` === wanted)
			.map(({name}) => ({input, type, id, name, where: `${label}/${name}`})),
	);
	const [only] = found;
	if (only && found.length === 1) {
		const {where, ...file} = only;
		return file;
	}
	throw new FlydeckError('usage', {
		code: found.length === 0 ? 'no-such-file' : 'ambiguous-file',
		message: `${found.length === 0 ? 'No file' : `${found.length} files`} of the session, its subject or project ${found.length === 0 ? 'is' : 'are'} called ${wanted}.`,
		next:
			found.length === 0
				? 'Give the exact name of a file, or ACQUISITION/NAME.'
				: `Say which: ${found.map(({where}) => where).join(', ')}.`,
	});
}
