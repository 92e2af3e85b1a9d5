import {execFileSync} from 'node:child_process';
import {copyFile, readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {cliFile, createHome} from '../helpers/home.js';
import {runCli} from '../helpers/run-cli.js';
import {repoRoot} from '../helpers/source-tree.js';

describe('the built file', () => {
	it('runs alone, where there is no package beside it', async () => {
		const home = await createHome();
		try {
			const alone = path.join(home.dir, 'flydeck.mjs');
			await copyFile(cliFile, alone);
			const command: [string, string] = [process.execPath, alone];
			const version = await runCli(['--version'], {command, home: home.dir});
			expect(version).toMatchObject({code: 0, stderr: ''});
			expect(version.stdout.trim()).toMatch(/^\d+\.\d+\.\d+$/);
			const brief = await runCli(['--sandbox', 'brief', '--json'], {command, home: home.dir});
			expect(brief.code, brief.stderr).toBe(0);
			expect(brief.json()).toHaveProperty('unsorted.total');
		} finally {
			await home.remove();
		}
	});

	it('is a program, without a machine or a person in it', async () => {
		const text = await readFile(cliFile, 'utf8');
		expect(text.startsWith('#!/usr/bin/env node\n')).toBe(true);
		expect(text).not.toContain(repoRoot);
	});
});

describe('the package', () => {
	it('holds what a user needs and nothing else', () => {
		const listed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
			cwd: repoRoot,
			encoding: 'utf8',
		});
		const [{files}] = JSON.parse(listed) as [{files: {path: string}[]}];
		const names = files.map(file => file.path.toLowerCase());
		expect(names).toContain('dist/cli.js');
		expect(names.filter(name => !/^(dist\/.*|package\.json|readme\.md|license)$/.test(name))).toEqual([]);
	});

	it('needs no compiler: nothing that it depends on is native', async () => {
		const lock = JSON.parse(await readFile(path.join(repoRoot, 'package-lock.json'), 'utf8')) as {
			packages: Record<string, {dev?: boolean; optional?: boolean}>;
		};
		const shipped = Object.entries(lock.packages).filter(
			([name, entry]) => name !== '' && !entry.dev && !entry.optional,
		);
		expect(shipped.length).toBeGreaterThan(0);
		const native = await Promise.all(
			shipped.map(async ([name]) => {
				const entries = await readdir(path.join(repoRoot, name)).catch(() => []);
				return entries.some(entry => entry === 'binding.gyp' || entry.endsWith('.node')) ? [name] : [];
			}),
		);
		expect(native.flat()).toEqual([]);
	});
});
