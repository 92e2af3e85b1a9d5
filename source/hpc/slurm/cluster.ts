import type {SlurmJob} from '../../model/slurm.js';
import {accountingCommand, type PastQuery, parseAccounting} from './accounting.js';
import {parseQueue, queueCommand} from './queue.js';
import {type FailureCode, type Ran, runBounded} from './run-bounded.js';

export interface ClusterOptions {
	name: string;
	/** What comes before Slurm's commands, to load the cluster's module. */
	prefix: readonly string[];
	/** Whose jobs; absent: everybody's. */
	user: string | undefined;
	environment: Record<string, string | undefined>;
	/** ms */
	timeLimit: number;
	now(): number;
}

export type Answer = {ok: true; jobs: SlurmJob[]; at: number} | {ok: false; code: FailureCode; words: string};

export type Submitted = {ok: true; id: string} | {ok: false; code: FailureCode; words: string};

/** Views that open within so many ms share an answer. */
const fresh = 5000;
/** So many names fit into one command line, well below what the system takes. */
const namesAtOnce = 1000;

/** One cluster's Slurm, asked through its own commands and one question at a time. */
export class Cluster {
	#queue: Extract<Answer, {ok: true}> | null = null;
	#last: Promise<unknown> = Promise.resolve();
	readonly #environment: Record<string, string | undefined>;

	constructor(readonly options: ClusterOptions) {
		this.#environment = slurmEnvironment(options.environment);
	}

	/** All that the controller knows. @throws the signal's reason alone */
	queue(signal?: AbortSignal): Promise<Answer> {
		return this.#inTurn(async () => {
			if (this.#queue && this.options.now() - this.#queue.at < fresh) return this.#queue;
			const at = this.options.now();
			const ran = await this.#run(queueCommand(this.options.user), signal);
			if (!ran.ok) return ran;
			this.#queue = {ok: true, jobs: parseQueue(ran.text, this.options.name), at};
			return this.#queue;
		});
	}

	/** What accounting knows of jobs by their names. @throws the signal's reason alone */
	past({names, days}: Omit<PastQuery, 'user'>, signal?: AbortSignal): Promise<Answer> {
		return this.#inTurn(async () => {
			const at = this.options.now();
			const jobs: SlurmJob[] = [];
			for (let from = 0; from < names.length; from += namesAtOnce) {
				const some = {names: names.slice(from, from + namesAtOnce), days, user: this.options.user};
				const ran = await this.#run(accountingCommand(some), signal);
				if (!ran.ok) return ran;
				jobs.push(...parseAccounting(ran.text, this.options.name));
			}
			return {ok: true, jobs, at};
		});
	}

	/** Jobs of this name and person that the controller still has in memory. @throws the signal's reason alone */
	async named(name: string, user: string, signal?: AbortSignal): Promise<Answer> {
		const at = this.options.now();
		const ran = await this.#run([...queueCommand(user), `--name=${name}`], signal);
		return ran.ok ? {ok: true, jobs: parseQueue(ran.text, this.options.name), at} : ran;
	}

	/** Sends a job. @throws the signal's reason alone */
	async submit(options: readonly string[], signal?: AbortSignal): Promise<Submitted> {
		const ran = await this.#run(['sbatch', '--parsable', ...options], signal);
		if (!ran.ok) return ran;
		// `ID` or `ID;cluster`, in the last line: a site may greet before.
		const [id = ''] = ran.text.trim().split('\n').at(-1)?.split(';') ?? [];
		return /^\d+$/.test(id) ? {ok: true, id} : {ok: false, code: 'refused', words: 'sbatch told no job number'};
	}

	/** The last queue that was read, however old. */
	get known(): {jobs: readonly SlurmJob[]; at: number} | null {
		return this.#queue;
	}

	async #run(command: readonly string[], signal: AbortSignal | undefined): Promise<Ran> {
		const {prefix, timeLimit} = this.options;
		return runBounded([...prefix, ...command], {environment: this.#environment, timeLimit, signal});
	}

	#inTurn<T>(ask: () => Promise<T>): Promise<T> {
		const turn = this.#last.then(ask);
		this.#last = turn.catch(() => undefined);
		return turn;
	}
}

/**
 * Without the variables that change what Slurm's commands print or pick, nor the key, and with
 * dates as seconds: a cluster may keep another time than this machine.
 */
function slurmEnvironment(environment: Record<string, string | undefined>): Record<string, string | undefined> {
	const kept = Object.entries(environment).filter(([name]) => !/^(SQUEUE|SACCT|SBATCH|SINFO|FW)_/.test(name));
	return {...Object.fromEntries(kept), SLURM_TIME_FORMAT: '%s'};
}
