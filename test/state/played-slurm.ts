import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {Cluster} from '../../source/hpc/slurm/cluster.js';

type Command = 'squeue' | 'sacct';

const recorded: Record<Command, string> = {
	squeue: new URL('../hpc/slurm/recorded/queue.txt', import.meta.url).pathname,
	sacct: new URL('../hpc/slurm/recorded/accounts.txt', import.meta.url).pathname,
};

/** Commands that print what a real Slurm has printed, or what a test wants them to; they count how often they are asked. */
export class PlayedSlurm {
	readonly #folder = mkdtempSync(path.join(os.tmpdir(), 'flydeck-test-'));
	readonly cluster: Cluster;
	now = Date.parse('2026-11-25T09:25:00Z');

	constructor(name = 'blanca') {
		for (const command of ['squeue', 'sacct'] as const) this.print(command, readFileSync(recorded[command], 'utf8'));
		writeFileSync(this.#file('calls'), '');
		const script = 'cd "$0"; echo "$@" >>calls; [ -f $1.wrong ] && cat $1.wrong >&2 && exit 1; cat $1';
		const prefix = ['sh', '-c', script, this.#folder];
		const settled = {user: undefined, environment: process.env, timeLimit: 20_000};
		this.cluster = new Cluster({name, prefix, ...settled, now: () => this.now});
	}

	print(command: Command, text: string): void {
		writeFileSync(this.#file(command), text);
		rmSync(this.#file(`${command}.wrong`), {force: true});
	}

	refuse(command: Command, words: string): void {
		writeFileSync(this.#file(`${command}.wrong`), words);
	}

	/** The commands so far, a line each. */
	calls(command: Command): string[] {
		const lines = readFileSync(this.#file('calls'), 'utf8').split('\n');
		return lines.filter(line => line.startsWith(command));
	}

	remove(): void {
		rmSync(this.#folder, {recursive: true});
	}

	#file(name: string): string {
		return path.join(this.#folder, name);
	}
}
