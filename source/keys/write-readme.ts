/** `npm run docs`: brings the readme's key table up to date; with `--check` it only looks. */
import {readFile, writeFile} from 'node:fs/promises';
import {withKeyTable} from './readme-table.js';

const file = new URL('../../readme.md', import.meta.url);
const before = await readFile(file, 'utf8');
const after = withKeyTable(before);
if (after === before) process.exit(0);
if (process.argv.includes('--check')) {
	console.error('The key table in readme.md is older than the command table. Run `npm run docs`.');
	process.exit(1);
}
await writeFile(file, after);
