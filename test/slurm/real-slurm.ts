import {randomBytes} from 'node:crypto';
import {accessSync, constants} from 'node:fs';
import {chmod, mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {cgroupConf, type Layout, slurmConf, slurmdbdConf} from './configuration.js';
import {Daemons, type Finished, freePorts, pause, run} from './daemons.js';

const programs = ['munged', 'mariadbd', 'mariadb-install-db', 'slurmdbd', 'slurmctld', 'slurmd', 'sacctmgr'];
const searched = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin'];

/** What is missing here for a real Slurm; null where nothing is. */
export function whatIsMissing(): string | null {
	if (process.getuid?.() !== 0) return 'a Slurm of one’s own needs root';
	const missing = programs.filter(program => !searched.some(folder => isExecutable(path.join(folder, program))));
	return missing.length > 0 ? `there is no ${missing.join(', no ')}: see test/slurm/run.sh` : null;
}

function isExecutable(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** Slurm takes all four or none. Version 2 of cgroups it could use as well, but not without systemd. */
function hasCgroups(): boolean {
	return ['memory', 'freezer', 'cpuset', 'cpuacct'].every(controller => {
		try {
			accessSync(`/sys/fs/cgroup/${controller}/tasks`, constants.W_OK);
			return true;
		} catch {
			return false;
		}
	});
}

export interface Submitted {
	/** null where sbatch refused it. */
	id: string | null;
	stderr: string;
}

/** A Slurm of one node on loopback, with its own accounts, that ends with the tests. */
export class RealSlurm {
	private constructor(
		readonly layout: Layout,
		readonly daemons: Daemons,
		/** What a program needs in order to speak with it. */
		readonly environment: Record<string, string>,
	) {}

	static async start(): Promise<RealSlurm> {
		const folder = await mkdtemp(path.join(os.tmpdir(), 'flydeck-slurm-'));
		const [controller = 0, node = 0, accounts = 0, database = 0] = await freePorts(4);
		const host = os.hostname().split('.')[0] ?? '';
		// A name of its own, by which its cgroups are told from another's.
		const nodeName = `bnode${process.pid}`;
		const layout = {folder, host, nodeName, controller, node, accounts, database, cgroups: hasCgroups()};
		const environment = {PATH: searched.join(':'), SLURM_CONF: `${folder}/slurm.conf`};
		const slurm = new RealSlurm(layout, new Daemons(folder, {...process.env, ...environment}), environment);
		try {
			await slurm.#begin();
			return slurm;
		} catch (error) {
			await slurm.stop();
			throw error;
		}
	}

	async #begin(): Promise<void> {
		const {layout, daemons} = this;
		const {folder} = layout;
		// munge looks whether others could write above its socket.
		await chmod(folder, 0o755);
		for (const name of ['state', 'spool', 'database']) await mkdir(path.join(folder, name));
		await writeFile(path.join(folder, 'slurm.conf'), slurmConf(layout));
		await writeFile(path.join(folder, 'cgroup.conf'), cgroupConf(layout));
		await writeFile(path.join(folder, 'slurmdbd.conf'), slurmdbdConf(layout), {mode: 0o600});
		await writeFile(path.join(folder, 'munge.key'), randomBytes(128), {mode: 0o600});
		const socket = `${folder}/munge.socket`;
		const files = {
			'key-file': 'munge.key',
			'pid-file': 'munge.pid',
			'seed-file': 'munge.seed',
			'log-file': 'munge.log',
		};
		const options = Object.entries(files).map(([option, name]) => `--${option}=${folder}/${name}`);
		const munged = ['munged', '--foreground', '--force', '--num-threads=2', `--socket=${socket}`, ...options];
		await daemons.start('munged', munged, ['munge', '-n', '-S', socket]);
		await this.#startDatabase();
		await daemons.start('slurmdbd', ['slurmdbd', '-D'], ['sacctmgr', '-n', 'show', 'cluster']);
		await this.#openAccounts();
		await daemons.start('slurmctld', ['slurmctld', '-D'], ['scontrol', 'ping']);
		const idle = ['sh', '-c', `sinfo -h -n ${layout.nodeName} -o %T | grep -q idle`];
		await daemons.start('slurmd', ['slurmd', '-D', '-N', layout.nodeName], idle);
	}

	async #startDatabase(): Promise<void> {
		const {folder, database} = this.layout;
		const place = ['--no-defaults', '--user=root', `--datadir=${folder}/database`];
		await this.#must('mariadb-install-db', ...place, '--auth-root-authentication-method=socket', '--skip-test-db');
		const socket = `${folder}/mariadb.socket`;
		const listening = [`--socket=${socket}`, '--bind-address=127.0.0.1', `--port=${database}`];
		const small = [
			'--innodb-buffer-pool-size=64M',
			'--innodb-flush-log-at-trx-commit=2',
			'--innodb-lock-wait-timeout=900',
		];
		const ask = ['mariadb', '--no-defaults', '-uroot', '-S', socket, '-e'];
		const daemon = ['mariadbd', ...place, ...listening, ...small, `--pid-file=${folder}/mariadb.pid`];
		await this.daemons.start('mariadbd', daemon, [...ask, 'select 1']);
		const grants = ['127.0.0.1', 'localhost'].map(
			from => `create user slurm@'${from}' identified by 'lab'; grant all on slurm_acct_db.* to slurm@'${from}';`,
		);
		await this.#must(...ask, `create database slurm_acct_db; ${grants.join(' ')}`);
	}

	/** Before a job is taken, Slurm must know its account and the QoS. */
	async #openAccounts(): Promise<void> {
		await this.#must('sacctmgr', '-i', 'add', 'cluster', 'lab');
		await this.#must('sacctmgr', '-i', 'add', 'qos', 'blanca-ics');
		const qos = ['qos=blanca-ics', 'defaultqos=blanca-ics'];
		await this.#must('sacctmgr', '-i', 'add', 'account', 'blanca-ics', 'cluster=lab', ...qos);
		await this.#must('sacctmgr', '-i', 'add', 'user', 'root', 'account=blanca-ics');
	}

	run(...argv: string[]): Promise<Finished> {
		return run(argv, this.daemons.environment);
	}

	/** @returns its output @throws where it fails */
	async #must(...argv: string[]): Promise<string> {
		const {code, stdout, stderr} = await this.run(...argv);
		if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}:\n${stdout}${stderr}`);
		return stdout;
	}

	/** Sends a script as Cast would: the gear's engine is a step of it. */
	async submit(name: string, script: string, ...options: string[]): Promise<Submitted> {
		const output = `--output=${this.layout.folder}/${name}.txt`;
		const {code, stdout, stderr} = await this.run('sbatch', '-J', name, output, ...options, '--wrap', script);
		return {id: code === 0 ? (/\d+/.exec(stdout)?.[0] ?? null) : null, stderr};
	}

	/** Waits until the job of that name is in a state, as squeue has it. */
	async until(name: string, state: string, within = 120_000): Promise<void> {
		const end = Date.now() + within;
		for (let seen = ''; ; await pause(250)) {
			seen = (await this.run('squeue', '-h', '-t', 'all', '--name', name, '-o', '%T')).stdout.trim();
			if (seen.split('\n').includes(state)) return;
			if (Date.now() > end) throw new Error(`${name} is ${seen || 'nowhere'}, not ${state}\n${await this.#log()}`);
		}
	}

	/** Waits until accounting has a job in a state: it lags behind the queue. */
	async untilAccounted(name: string, state: string, within = 60_000): Promise<void> {
		const end = Date.now() + within;
		for (let seen = ''; ; await pause(250)) {
			seen = (await this.run('sacct', '-n', '-P', '-X', '-S', 'now-1days', `--name=${name}`, '-o', 'State')).stdout;
			if (seen.startsWith(state)) return;
			if (Date.now() > end) throw new Error(`accounting has ${name} as ${seen || 'nothing'}, not ${state}`);
		}
	}

	async #log(): Promise<string> {
		return (await readFile(`${this.layout.folder}/slurmctld.out`, 'utf8')).slice(-3000);
	}

	/** Ends its jobs, then the daemons, and takes away what they leave on the machine. */
	async stop(): Promise<void> {
		const {folder} = this.layout;
		await this.run('scancel', '--user=root');
		for (const end = Date.now() + 15_000; Date.now() < end; await pause(200))
			if ((await this.run('squeue', '-h')).stdout.trim() === '') break;
		await this.daemons.stop();
		const left = `/sys/fs/cgroup/*/slurm_${this.layout.nodeName}*`;
		await this.run('find', '/sys/fs/cgroup', '-depth', '-type', 'd', '-path', left, '-delete');
		await rm(folder, {recursive: true, force: true});
	}
}
