import type {Flywheel} from '../../api/index.js';
import {writePlanFile} from '../../config/plan-file.js';
import {FlydeckError} from '../../model/errors.js';
import type {Place} from '../../model/flywheel.js';
import type {OnClash, Plan} from '../../model/plan.js';
import type {Confidence} from '../../model/unsorted.js';
import type {MoveOptions, Operations} from '../../operations/index.js';
import {findProject, parsePlace} from '../../state/names.js';
import {isUnsorted} from '../../state/reading.js';
import {loadUnsorted} from '../../state/unsorted.js';
import {runChange} from '../change.js';
import type {Context} from '../context.js';
import {filterFrom} from '../list.js';
import {type MovePlan, readPlanFile} from '../plan-file.js';
import {readingOf} from '../reading.js';
import {blockedError, chosenBySuggestion, requestsByConfidence} from '../suggested-moves.js';
import {usageError} from '../usage.js';

export interface MoveCommand {
	to?: string;
	typed?: string;
	accept?: Confidence;
	plan?: string;
	savePlan?: string;
	onClash?: OnClash;
}

/** The ways to say what moves where; exactly one of them, or what is wrong with the combination. */
function checkCombination(ids: string[], {to, accept, plan, typed}: MoveCommand, filter: string | undefined): void {
	if (plan !== undefined && (ids.length > 0 || to !== undefined || accept !== undefined)) {
		throw usageError('A plan file says by itself what moves where.', 'Give --plan alone.', 'bad-combination');
	}
	if (plan === undefined && ids.length === 0 && (to !== undefined || accept === undefined)) {
		throw usageError('Which sessions?', 'Name their ids, or take all sure suggestions with --accept high.', 'no-ids');
	}
	if (filter !== undefined && (plan !== undefined || ids.length > 0)) {
		throw usageError(
			'--filter chooses among suggestions; here the sessions are named.',
			'Leave it out.',
			'bad-combination',
		);
	}
	if (to !== undefined && accept !== undefined) {
		throw usageError('--to needs no suggestion, so there is none to accept.', 'Leave --accept out.', 'bad-combination');
	}
	if (typed !== undefined && (ids.length !== 1 || to !== undefined)) {
		throw usageError(
			'--typed tells the accession number of one session, for a suggestion.',
			'Name that one, without --to.',
			'bad-combination',
		);
	}
	if (to !== undefined && new Set(ids).size > 1) {
		const next = 'Move them one by one, each to a session label of its own.';
		throw usageError('Several sessions would get one and the same label.', next, 'one-label');
	}
}

/** Of the place that was suggested: no matter where a person names another. */
const ofTarget = new Set(['target-locked', 'no-right']);

/** A saved plan may name what is gone by now: that is told item by item. */
async function unlessGone<T>(answer: Promise<T>): Promise<T | null> {
	try {
		return await answer;
	} catch (error) {
		if (error instanceof FlydeckError && error.kind === 'not-found') return null;
		throw error;
	}
}

/** Sessions in Unsorted may be blocked (still arriving, being worked on) wherever they are to go. */
async function refuseBlocked(context: Context, client: Flywheel, ids: string[]): Promise<void> {
	const [chosen, projects] = await Promise.all([
		Promise.all(ids.map(async id => unlessGone(client.session(id)))),
		client.projects(),
	]);
	const homes = new Set(chosen.map(session => session?.project));
	const groups = projects.filter(project => homes.has(project.id) && isUnsorted(project)).map(({group}) => group);
	if (groups.length === 0) return;
	const {sessions} = await loadUnsorted(client, {...(await readingOf(context)), groups});
	for (const {id, subject, session, blockers} of sessions) {
		const blocker = blockers.find(({code}) => !ofTarget.has(code));
		if (blocker && ids.includes(id)) throw blockedError(`${subject} / ${session} (${id})`, blocker.message);
	}
}

interface Target {
	id: string;
	to: Place;
}

async function planTo(context: Context, operations: Operations, target: Target, options: MoveOptions): Promise<Plan> {
	const {id, to} = target;
	const {client} = await context.connect();
	// Not found as a name, with the nearest ones, rather than by the engine, which asks for no advice.
	await findProject(client, `${to.group}/${to.project}`);
	await refuseBlocked(context, client, [id]);
	return operations.planMove([target], options);
}

/**
 * The plan of a file, made anew from what it says moves where: what is shown and applied is
 * what the server holds now. A session that is not where the file has it is refused.
 */
async function planAgain(context: Context, operations: Operations, saved: MovePlan): Promise<Plan> {
	if (saved.items.length === 0) return nothingToMove(context);
	const {client, siteName} = await context.connect();
	if (siteName !== saved.site) {
		throw new FlydeckError('conflict', {
			code: 'other-site',
			message: `The plan was made for ${saved.site}, and this login is for ${siteName}.`,
			next: 'Log in there, or make a new plan here.',
		});
	}
	const ids = saved.items.map(({id}) => id);
	await refuseBlocked(context, client, ids);
	const items = saved.items.map(({called, ...item}) => ({...item, ...(called !== undefined && {called})}));
	return operations.planSaved({items, ...(saved.clash && {clash: saved.clash})});
}

/** A nightly run that finds nothing to do has done what it was asked. */
async function nothingToMove(context: Context): Promise<Plan> {
	const {siteName: site} = await context.connect();
	const createdAt = new Date().toISOString();
	return {kind: 'move', title: 'There is no session to move.', site, createdAt, items: [], irreversible: []};
}

async function planSuggested(
	context: Context,
	operations: Operations,
	ids: string[],
	{accept = 'high', onClash: all = 'suffix', typed: text}: MoveCommand,
): Promise<Plan> {
	const test = filterFrom(context.options.filter);
	const {client} = await context.connect();
	const options: MoveOptions = {onClash: {all, single: {}}};
	const typed = new Map(text === undefined ? [] : ids.map(id => [id, text]));
	const view = await loadUnsorted(client, {...(await readingOf(context)), typed});
	if (ids.length > 0) return operations.planMove(await chosenBySuggestion(client, view.sessions, ids, accept), options);
	const {requests, left} = requestsByConfidence(view.sessions.filter(test), accept);
	if (left > 0)
		context.out.progress(`${left} more in Unsorted: no suggestion to take, something stands in the way, or set aside.`);
	if (requests.length > 0) return operations.planMove(requests, options);
	return nothingToMove(context);
}

/** Moves sessions: where `--to` says, as a saved plan says, or to their first suggestions. */
export async function move(context: Context, ids: string[], command: MoveCommand): Promise<number> {
	checkCombination(ids, command, context.options.filter);
	const {savePlan} = command;
	const to = command.to === undefined ? null : parsePlace(command.to);
	const saved = command.plan === undefined ? null : await readPlanFile(command.plan);
	const makePlan = async (operations: Operations): Promise<Plan> => {
		if (saved) return planAgain(context, operations, saved);
		const [id] = ids;
		if (to && id !== undefined)
			return planTo(context, operations, {id, to}, {onClash: {all: command.onClash ?? 'suffix', single: {}}});
		return planSuggested(context, operations, ids, command);
	};
	return runChange(context, makePlan, {
		planOnly: savePlan !== undefined && context.options.yes !== true,
		async onPlan(plan) {
			if (savePlan === undefined) return;
			await writePlanFile(savePlan, plan);
			context.out.progress(`The plan is in ${savePlan}.`);
		},
	});
}
