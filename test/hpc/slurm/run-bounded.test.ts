import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {runBounded} from '../../../source/hpc/slurm/run-bounded.js';

const bounds = {environment: process.env, timeLimit: 20_000};
const shell = (script: string) => ['sh', '-c', script];

/** One that was killed may stay on the list until somebody takes note. */
function isRunning(pid: number): boolean {
	try {
		return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
	} catch {
		return false;
	}
}

describe('a command that may do anything', () => {
	it('answers', async () => {
		expect(await runBounded(shell('echo one'), bounds)).toEqual({ok: true, text: 'one\n'});
	});

	it('is not there, by itself or behind a prefix', async () => {
		expect(await runBounded(['/nowhere/squeue'], bounds)).toMatchObject({ok: false, code: 'absent'});
		expect(await runBounded(shell('exec no-such-squeue'), bounds)).toMatchObject({ok: false, code: 'absent'});
	});

	it('refuses: its last line says why', async () => {
		const script = 'echo "squeue: error: cause" >&2; echo "slurm_load_jobs error: Socket timed out" >&2; exit 1';
		expect(await runBounded(shell(script), bounds)).toEqual({
			...{ok: false, code: 'refused', words: 'slurm_load_jobs error: Socket timed out'},
		});
	});

	it('hangs, and goes with all that it has started', async () => {
		const folder = mkdtempSync(path.join(os.tmpdir(), 'flydeck-test-'));
		const file = path.join(folder, 'pid');
		const ran = await runBounded(shell(`sleep 600 & echo $! >${file}; wait`), {...bounds, timeLimit: 1000});
		const pid = Number(readFileSync(file, 'utf8'));
		rmSync(folder, {recursive: true});
		expect(ran).toEqual({ok: false, code: 'slow', words: 'no answer within 1 s'});
		expect(pid).toBeGreaterThan(1);
		await expect.poll(() => isRunning(pid)).toBe(false);
	});

	it('floods', async () => {
		expect(await runBounded(['yes'], bounds)).toMatchObject({ok: false, code: 'too-much'});
	});

	it('is given up: that is the caller’s own reason', async () => {
		const stop = new AbortController();
		const ran = runBounded(['sleep', '600'], {...bounds, signal: stop.signal});
		stop.abort(new Error('gone elsewhere'));
		await expect(ran).rejects.toThrow('gone elsewhere');
	});
});
