/** A new run of a gear: an analysis with a job, or for utility gears a job alone. */
import type {FlywheelReader, JobWish} from '../api/flywheel.js';
import {FlydeckError} from '../model/errors.js';
import type {ContainerKind, Job, JobInput} from '../model/flywheel.js';
import {sameInputs, sameSettings} from '../model/gear-settings.js';
import type {PlanItem} from '../model/plan.js';
import type {Change, Reading} from './types.js';

/** All that launching needs, kept in the plan: what was shown is what is sent. */
export interface Launch extends JobWish {
	gear: string;
	inputs: JobInput[];
	/** The analysis to be made; null for a job that puts its outputs beside its inputs. */
	analysis: {parent: {kind: ContainerKind; id: string}; label: string} | null;
	destination: {type: string; id: string} | null;
	/** Where the job can be found again: its session, or its project. */
	among: {session: string} | {project: string};
	/** Analyses of that label, or jobs, that were there before. */
	known: string[];
}

export function launchOf({detail}: PlanItem): Launch {
	return detail as unknown as Launch;
}

export function kindOf(type: string): ContainerKind {
	return (type === 'analysis' ? 'analyses' : `${type}s`) as ContainerKind;
}

/** What a promise gives; null where there is no such thing. */
export async function orGone<T>(promise: Promise<T>): Promise<T | null> {
	try {
		return await promise;
	} catch (error) {
		if (error instanceof FlydeckError && error.kind === 'not-found') return null;
		throw error;
	}
}

/** The server may have filled in what wasn't sent; what was sent must be there as it was. */
function isOurs(launch: Launch, job: Job): boolean {
	const sent = Object.fromEntries(Object.keys(launch.config).map(name => [name, job.config[name]]));
	return (
		job.gearId === launch.gearId &&
		sameSettings({settings: {}}, sent, launch.config) &&
		sameInputs(job.inputs, launch.inputs)
	);
}

interface Made {
	newJobId: string;
	analysisId?: string;
}

/** What a launch has made: found by what it is, since an answer may be lost or name either id. */
async function findMade(reader: FlywheelReader, launch: Launch): Promise<Made | null> {
	const known = new Set(launch.known);
	if (!launch.analysis) {
		const jobs = await reader.jobs({...launch.among, gear: launch.gear});
		const made = jobs.find(job => {
			return !known.has(job.id) && job.destination?.id === launch.destination?.id && isOurs(launch, job);
		});
		return made ? {newJobId: made.id} : null;
	}
	const {parent, label} = launch.analysis;
	const analyses = await reader.analyses(parent.kind as Exclude<ContainerKind, 'analyses'>, parent.id);
	for (const analysis of analyses) {
		if (analysis.label !== label || known.has(analysis.id) || analysis.job === null) continue;
		const job = await orGone(reader.job(analysis.job));
		if (job && isOurs(launch, job)) return {newJobId: job.id, analysisId: analysis.id};
	}
	return null;
}

/** Files that are not where they were; a sentence, or null where all are there. */
export async function inputsGone(reader: FlywheelReader, inputs: readonly JobInput[]): Promise<string | null> {
	for (const {input, type, id, name} of inputs) {
		const holder = await orGone(reader.container(kindOf(type), id));
		if (!holder) return `The ${type} that held the input ${input} (${name}) is gone.`;
		if (!holder.files.some(file => file.name === name)) return `The input ${input}, ${name}, is not there any more.`;
	}
	return null;
}

async function groundMoved(reader: FlywheelReader, launch: Launch): Promise<string | null> {
	const gear = await orGone(reader.gear(launch.gearId));
	if (!gear) return `${launch.gear} is not installed any more in this version.`;
	if (gear.disabled) return `${gear.name} ${gear.version} was switched off.`;
	return inputsGone(reader, launch.inputs);
}

async function readLaunch(reader: FlywheelReader, item: PlanItem): Promise<Reading> {
	const launch = launchOf(item);
	const made = await findMade(reader, launch);
	if (made) return {is: 'after', state: item.after, extra: {...made}};
	const says = await groundMoved(reader, launch);
	return says === null ? {is: 'before', state: item.before} : {is: 'other', state: null, says};
}

export const relaunch: Change = {
	kind: 'relaunch',
	read: readLaunch,
	async apply(client, item, note) {
		const launch = launchOf(item);
		const {analysis, destination} = launch;
		if (analysis) await note({inserted: await client.addAnalysis(analysis.parent, analysis.label, launch)});
		else if (destination) await note({inserted: await client.addJob(destination, launch)});
	},
	invert(item) {
		const reason = `${item.title} was launched, and that can't be taken back; while its job runs, \`flydeck cancel\` stops it.`;
		return {reason};
	},
};
