import type {Flywheel} from '../api/index.js';
import {lookAtCast, lookAtPlaces, lookAtSlurm} from '../hpc/doctor/cluster.js';
import {lookAtConda, lookAtFlywheelCache, lookAtKeyFiles, lookAtRoom} from '../hpc/doctor/home.js';
import {good, info, lookAtNode, lookAtTerminal, type TerminalFacts} from '../hpc/doctor/machine.js';
import {presenceOf} from '../hpc/places.js';
import type {Cluster} from '../hpc/slurm/cluster.js';
import {toFlydeckError} from '../model/errors.js';
import type {Finding} from '../model/finding.js';
import type {Quota, ScratchPlace} from '../model/scratch.js';

/** A login that was found, or why there is none to use. */
export type Door = {client: Flywheel; where: string; sandbox: boolean} | {client: null; problem: Finding};

export interface DoctorOptions {
	environment: Record<string, string | undefined>;
	home: string;
	nodeVersion: string;
	terminal: TerminalFacts;
	/** Files, and folders of files, that may hold a key. */
	keyFiles: {files: readonly string[]; folders: readonly string[]};
	places: readonly ScratchPlace[];
	clusters: readonly Cluster[];
	/** Cast's checkout, where it is set. */
	cast: string | undefined;
	room(folder: string): Promise<Quota | null>;
	door(): Promise<Door>;
	now(): number;
}

/** Clocks that differ by more than this (ms) put ages and "since" wrong. */
const longestDifference = 60_000;

/** Looks at all that flydeck stands on. Nothing is changed, and nothing that fails stops the rest. */
export class Doctor {
	constructor(readonly options: DoctorOptions) {}

	async look(): Promise<Finding[]> {
		const {environment, nodeVersion, terminal, keyFiles, places, clusters, cast, now} = this.options;
		const home = {
			folder: this.options.home,
			roomy: await this.#roomy(),
			room: await this.options.room(this.options.home),
		};
		const parts = await Promise.all([
			this.#site(),
			lookAtKeyFiles(keyFiles.files, keyFiles.folders),
			[lookAtNode(nodeVersion), ...lookAtTerminal(terminal, environment), lookAtRoom(home)],
			Promise.all([lookAtFlywheelCache(home), lookAtConda(home)]),
			lookAtPlaces(places),
			lookAtSlurm(clusters),
			cast === undefined ? [] : lookAtCast(cast, clusters, now()),
		]);
		return parts.flat();
	}

	/** One's projects folder, where it is here. */
	async #roomy(): Promise<string | null> {
		for (const {path, purgeDays} of this.options.places)
			if (purgeDays === 0 && path.includes('/projects/') && (await presenceOf(path)).here) return path;
		return null;
	}

	async #site(): Promise<Finding[]> {
		const door = await this.options.door();
		if (!door.client) return [door.problem];
		const {client, where, sandbox} = door;
		try {
			const [site, account] = await Promise.all([client.site(), client.account()]);
			const name = sandbox || site.sandbox ? `${site.name} (SANDBOX)` : site.name;
			return [
				good('login', `Logged in as ${account.id}, by ${where}.`),
				good('server', `${name} at ${site.host}, release ${site.release ?? 'not told'}.`),
				this.#clock(client.clockDifference()),
			];
		} catch (error) {
			const {message, next, kind} = toFlydeckError(error);
			const check = kind === 'login' ? 'login' : 'server';
			return [{check, level: 'bad', message: `${message} ${next}`, command: kind === 'login' ? 'flydeck login' : null}];
		}
	}

	#clock(difference: number | null): Finding {
		if (difference === null) return info('clock', 'The server does not tell its time.');
		const seconds = Math.round(Math.abs(difference) / 1000);
		if (Math.abs(difference) < longestDifference)
			return good('clock', `The server’s clock and this one differ by ${seconds} s.`);
		const message = `This clock is ${seconds} s ${difference > 0 ? 'behind' : 'ahead of'} the server’s, so ages are wrong.`;
		return {check: 'clock', level: 'caution', message, command: 'timedatectl status'};
	}
}
