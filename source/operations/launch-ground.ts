/** What speaks against a launch that the server would take all the same: warnings, read once for one plan. */
import {type FoundWorkflow, findWorkflow} from '../api/find-workflow.js';
import type {FlywheelReader} from '../api/flywheel.js';
import {toFlydeckError} from '../model/errors.js';
import type {Analysis} from '../model/flywheel.js';
import {unmetPrerequisites} from '../model/why.js';
import type {LaunchDraft} from './launch-draft.js';
import {type OwnRights, readOwnRights} from './own-rights.js';
import {type Places, readPlaces} from './places.js';

export interface LaunchGround {
	/** @param analyses those on the draft's session, with their jobs; null where it runs on none */
	warnings(draft: LaunchDraft, analyses: readonly Analysis[] | null): Promise<string[]>;
}

/** Runs by gear, as the workflow asks for them: the newest last. */
function runsBy(analyses: readonly Analysis[]) {
	const runs = new Map<string, {version: string; state: string; label: string; outputs: string[]}[]>();
	const oldestFirst = analyses.toSorted((a, b) => (a.created ?? '').localeCompare(b.created ?? ''));
	for (const {gear, newestJob, jobState, label, files} of oldestFirst) {
		const name = gear?.name ?? newestJob?.gear;
		if (!name) continue;
		const version = gear?.version ?? newestJob?.version ?? '';
		// Results whose job is gone: it went well.
		const state = jobState ?? (files.length > 0 ? 'complete' : 'not known');
		runs.set(name, [...(runs.get(name) ?? []), {version, state, label, outputs: files.map(file => file.name)}]);
	}
	return runs;
}

export async function readLaunchGround(reader: FlywheelReader): Promise<LaunchGround> {
	const [places, rights]: [Places, OwnRights] = await Promise.all([readPlaces(reader), readOwnRights(reader)]);
	const workflows = new Map<string, Promise<FoundWorkflow>>();
	const workflowOf = (id: string) => {
		const known = workflows.get(id) ?? findWorkflow(reader, {id});
		workflows.set(id, known);
		return known;
	};
	const unmet = async ({gear, project}: LaunchDraft, analyses: readonly Analysis[]): Promise<string[]> => {
		if (project === null) return [];
		try {
			const {workflow, file} = await workflowOf(project);
			const told = workflow ? unmetPrerequisites(workflow, {runs: runsBy(analyses)}, gear.name) : [];
			return told.map(message => `${message} So ${file} has it.`);
		} catch (error) {
			return [
				`The study’s workflow can’t be read, so what must come first is not checked: ${toFlydeckError(error).message}`,
			];
		}
	};
	return {
		async warnings(draft, analyses) {
			const needed = draft.target.parent ? ['analyses_create_job', 'jobs_run_cancel'] : ['jobs_run_cancel'];
			return [
				...rights.warn(places.byId(draft.project ?? ''), needed, 'run gears'),
				...(analyses ? await unmet(draft, analyses) : []),
			];
		},
	};
}
