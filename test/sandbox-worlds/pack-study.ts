/**
 * Makes the packed fixtures of source/sandbox/worlds/studies out of listings: a table of
 * `subject`, `session`, `acquisition`, `file`, `bytes`, separated by tabs, one row per file.
 *
 *     tsx test/sandbox-worlds/pack-study.ts LISTING.tsv SOURCE TITLE DOI > STUDY.json
 */
import {readFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';
import type {PackedStudy} from '../../source/sandbox/worlds/studies/packed.js';

/** The index of an entry in a list, added at its end if new. */
function indexIn(list: string[], entry: string): number {
	const found = list.indexOf(entry);
	return found >= 0 ? found : list.push(entry) - 1;
}

/** Pack a listing. Rows of one session must follow each other. */
export function packStudy(tsv: string, about: Pick<PackedStudy, 'source' | 'title' | 'doi'>): PackedStudy {
	const rows = tsv.trimEnd().split('\n').slice(1);
	const templates: string[] = [];
	const sessions = new Map<string, {shape: string[]; sizes: string[]}>();
	for (const row of rows) {
		const [subject = '', session = '', acquisition = '', file = '', bytes = ''] = row.split('\t');
		const prefix = session ? `${subject}_${session}` : subject;
		if (!file.startsWith(prefix)) throw new Error(`file without its session's name: ${file}`);
		const key = `${subject}|${session}`;
		const entry = sessions.get(key) ?? {shape: [], sizes: []};
		sessions.set(key, entry);
		entry.shape.push(indexIn(templates, `${acquisition}|${file.slice(prefix.length)}`).toString(36));
		entry.sizes.push(Number(bytes).toString(36));
	}
	const shapes: string[] = [];
	const lines = [...sessions].map(
		([key, {shape, sizes}]) => `${key}|${indexIn(shapes, shape.join(' '))}|${sizes.join(' ')}`,
	);
	return {...about, licence: 'CC0 1.0', templates, shapes, sessions: lines};
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	const [listing = '', source = '', title = '', doi = ''] = process.argv.slice(2);
	const study = packStudy(readFileSync(listing, 'utf8'), {source, title, doi});
	process.stdout.write(`${JSON.stringify(study, null, '\t')}\n`);
}
