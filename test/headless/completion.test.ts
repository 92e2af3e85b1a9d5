import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {createHome, type TestHome} from '../helpers/home.js';
import {runCli} from '../helpers/run-cli.js';

let home: TestHome;
let folder: string;
beforeEach(async () => {
	home = await createHome();
	folder = mkdtempSync(path.join(tmpdir(), 'flydeck-completion-'));
});
afterEach(async () => {
	await home.remove();
	rmSync(folder, {recursive: true});
});

async function scriptFor(shell: string): Promise<string> {
	const run = await runCli(['completion', shell], {home: home.dir});
	expect(run.code).toBe(0);
	const file = path.join(folder, shell);
	writeFileSync(file, run.stdout);
	return file;
}

/** What bash offers after these words, by the script itself. */
function offered(file: string, ...words: string[]): string[] {
	const ask = `source "$1"; shift; COMP_WORDS=(flydeck "$@"); COMP_CWORD=$#; _flydeck; printf '%s\\n' "\${COMPREPLY[@]}"`;
	return execFileSync('bash', ['-c', ask, 'bash', file, ...words], {cwd: folder, encoding: 'utf8'})
		.trim()
		.split('\n');
}

describe('completion', () => {
	test('in bash offers commands, those below them, their options, and choices', async () => {
		const file = await scriptFor('bash');
		expect(offered(file, 'mo')).toEqual(['move']);
		expect(offered(file, 'access', 'off')).toEqual(['offboard']);
		expect(offered(file, 'access', 'template', '--prop')).toEqual(['--propagate']);
		expect(offered(file, 'move', '--acc')).toEqual(['--accept']);
		expect(offered(file, 'completion', 'f')).toEqual(['fish']);
		expect(offered(file, 'unsorted', '--js')).toEqual(['--json']);
	});

	test('in bash falls back on files', async () => {
		const file = await scriptFor('bash');
		writeFileSync(path.join(folder, 'plan-of-today.json'), '');
		expect(offered(file, 'move', '--plan', 'plan-of')).toEqual(['plan-of-today.json']);
	});

	// Where there is no such shell, the script can't be read by it.
	test.each(['zsh', 'fish'])('for %s is a script that it can read, and names every command', async shell => {
		const file = await scriptFor(shell);
		const run = spawnSync(shell, ['-n', file], {encoding: 'utf8'});
		if (run.error) console.log(`${shell} is not installed: that it reads the script is not tried here`);
		else expect([run.status, run.stderr]).toEqual([0, '']);
		const text = (await runCli(['completion', shell], {home: home.dir})).stdout;
		for (const command of ['move', 'offboard', 'coverage', 'usage']) expect(text).toContain(command);
	});

	test('for another shell is refused', async () => {
		expect((await runCli(['completion', 'tcsh'], {home: home.dir})).code).toBe(2);
	});
});
