import type {FlywheelReader} from '../api/flywheel.js';
import {type Difference, differences} from '../model/compare-runs.js';
import {FlydeckError} from '../model/errors.js';
import type {Gear, Job} from '../model/flywheel.js';

/** A run beside the last one of its gear that went well, and what is different. */
export interface Comparison {
	job: Job;
	success: Job;
	differences: Difference[];
}

/** The newest of the gear that is complete: of the same session where there is one, else of the study. */
async function lastSuccess(reader: FlywheelReader, {id, gear, session, project}: Job): Promise<Job | null> {
	if (project === null) return null;
	const found = (await reader.jobs({project, gear, state: 'complete', limit: 100})).filter(job => job.id !== id);
	return found.find(job => session !== null && job.session === session) ?? found[0] ?? null;
}

/** What the manifest gives by itself; nothing where the gear is gone. */
async function settingsOf(reader: FlywheelReader, {gearId}: Job): Promise<Pick<Gear, 'settings'>> {
	if (gearId === null) return {settings: {}};
	try {
		return await reader.gear(gearId);
	} catch (error) {
		if (error instanceof FlydeckError && error.kind === 'not-found') return {settings: {}};
		throw error;
	}
}

/** @throws FlydeckError `not-found` where the gear never went well in the study */
export async function loadComparison(reader: FlywheelReader, id: string): Promise<Comparison> {
	const job = await reader.job(id);
	const listed = await lastSuccess(reader, job);
	if (!listed) {
		throw new FlydeckError('not-found', {
			code: 'no-success',
			message: `No run of ${job.gear} has gone well in this study yet: there is nothing to set it beside.`,
			next: 'Its log tells why it failed: enter on the job.',
		});
	}
	// Lists may leave settings out.
	const [success, gear] = await Promise.all([reader.job(listed.id), settingsOf(reader, job)]);
	return {job, success, differences: differences(gear, job, success)};
}
