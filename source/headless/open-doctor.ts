import {homedir} from 'node:os';
import {scratchPlaces} from '../hpc/places.js';
import {openClusters} from '../hpc/slurm/clusters.js';
import {toFlydeckError} from '../model/errors.js';
import {Doctor, type Door} from '../state/doctor.js';
import {cannotDraw, wantsColor} from '../terminal/capabilities.js';
import {noLogin} from './connect.js';
import type {Context} from './context.js';

/** The command that an error's advice names: `Run: chmod 600 …`, `flydeck login`. */
function commandIn(next: string): string | null {
	return /^Run: (.+)$/.exec(next)?.[1] ?? /`([^`]+)`/.exec(next)?.[1] ?? null;
}

async function openDoor(context: Context): Promise<Door> {
	try {
		const {client, where, sandbox} = await context.connect();
		return {client, where, sandbox};
	} catch (error) {
		const {code, message, next} = toFlydeckError(error);
		const level = code === noLogin.code ? 'info' : 'bad';
		return {client: null, problem: {check: 'login', level, message: `${message} ${next}`, command: commandIn(next)}};
	}
}

/** All that is to be looked at: this machine, the cluster, and the site where there is a login. */
export async function openDoctor(context: Context): Promise<Doctor> {
	const {host, options, paths} = context;
	const {environment, streams} = host;
	const settings = await context.settings();
	const scratch = await context.scratch();
	const {columns, rows, isTTY} = streams.stdout;
	return new Doctor({
		environment,
		home: environment.HOME || homedir(),
		nodeVersion: process.versions.node,
		terminal: {
			problem: cannotDraw(streams.stdin, streams.stdout, environment),
			...{columns: isTTY ? columns : null, rows: isTTY ? rows : null},
			color: wantsColor(options.color, environment),
		},
		keyFiles: {
			files: [paths.flywheelUser, ...(options.keyFile === undefined ? [] : [options.keyFile])],
			folders: [paths.profiles],
		},
		places: scratchPlaces(settings.scratch, environment),
		clusters: openClusters({settings: settings.slurm, usual: true, environment, now: Date.now}),
		cast: settings.slurm?.cast,
		room: folder => scratch.room(folder),
		door: () => openDoor(context),
		now: Date.now,
	});
}
