import {FlydeckError, toFlydeckError} from '../model/errors.js';
import {type ChangeResult, type ItemProgress, needsCount, type Plan, type PlanItem} from '../model/plan.js';
import {exitCodeOf, type Operations, stopped} from '../operations/index.js';
import {carryLine} from './carry-line.js';
import type {Context} from './context.js';
import {planText, resultText} from './plan-text.js';
import {askLine} from './prompt.js';
import {stoppable} from './stop-signal.js';

function print({out, options}: Context, plan: Plan, result: ChangeResult | null): void {
	const undo = options.sandbox ? 'flydeck --sandbox undo' : 'flydeck undo';
	if (out.mode === 'json') out.json({plan, result});
	else if (result) out.data(resultText(out.veil(plan), out.veil(result), undo));
}

/** Settles what a killed run left open: reads the server, and writes down and tells what is true. */
export async function settleEarlier({out}: Context, operations: Operations): Promise<void> {
	for (const entry of await operations.recover()) {
		out.progress(
			`An earlier change was interrupted. ${entry.what} (${entry.id}): it is now known to be ${entry.status}.`,
		);
	}
}

function refusal(plan: Plan, readOnly: boolean, canAsk: boolean): FlydeckError | null {
	if (readOnly) {
		return new FlydeckError('forbidden', {
			code: 'read-only',
			message: 'flydeck is in read-only mode: nothing was changed.',
			next: 'Leave --read-only out, or turn it off in the settings that `flydeck info` names.',
		});
	}
	if (canAsk) return null;
	return new FlydeckError('usage', {
		code: 'not-confirmed',
		message: `Nothing was changed: ${plan.items.length === 1 ? 'this change' : `these ${plan.items.length} changes`} must be confirmed, and there is nobody to ask.`,
		next: 'Read the plan (--dry-run prints it), then add --yes.',
	});
}

/** `y`, or the count where there is much to lose; anything else declines. */
async function isConfirmed({out}: Context, plan: Plan): Promise<boolean> {
	const count = plan.items.length;
	if (!needsCount(plan)) {
		return ['y', 'yes'].includes((await askLine(out, 'Apply? Type y: ')).toLowerCase());
	}
	return (await askLine(out, `Apply? Type how many items these are (${count}): `)) === String(count);
}

/** One line for each item that is finished. */
function watcher({out}: Context, plan: Plan): (progress: ItemProgress) => void {
	const titles = new Map(out.veil(plan).items.map(item => [item.id, item.called ?? item.title]));
	return ({index, total, id, phase, result}) => {
		if (phase === 'finished' && total > 1) {
			out.progress(`${index + 1} of ${total}: ${titles.get(id) ?? id}: ${result?.status ?? ''}`);
		}
	};
}

/** Applies; ctrl-C once stops between items, and in the middle of one where that leaves nothing half done. */
async function apply(context: Context, operations: Operations, plan: Plan): Promise<ChangeResult> {
	const line = carryLine(context);
	const watch = watcher(context, plan);
	const onProgress = (progress: ItemProgress) => {
		if (progress.bytes) line.show(progress.bytes);
		else line.end();
		watch(progress);
	};
	const tell = () => context.out.progress(plan.kind === 'upload' ? 'Stopping.' : 'Stopping after the item under way.');
	try {
		return await stoppable(stopped, tell, async signal => operations.apply(plan, {signal, onProgress}));
	} finally {
		line.end();
	}
}

/** Exit 7 and 6 are errors too: with `--json` a script finds one object on stderr. */
function tellIncomplete({out}: Context, result: ChangeResult, exitCode: number): void {
	if (exitCode === 0) return;
	const bad = result.items.filter(({status}) => status === 'failed' || status === 'unknown');
	const [first] = bad;
	const how = `${bad.length} of ${result.items.length} ${result.items.length === 1 ? 'item was' : 'items were'} not changed as planned`;
	out.error(
		new FlydeckError(exitCode === 6 ? 'conflict' : 'incomplete', {
			code: exitCode === 6 ? 'changed-since' : 'incomplete',
			message: first?.error ? `${how}: ${first.error.message}` : `${how}.`,
			next: first?.error?.next ?? 'Look at the result of each item.',
		}),
	);
}

async function applyAndTell(context: Context, operations: Operations, plan: Plan): Promise<number> {
	let result: ChangeResult;
	try {
		result = await apply(context, operations, plan);
	} catch (thrown) {
		print(context, plan, null);
		throw toFlydeckError(thrown);
	}
	print(context, plan, result);
	const exitCode = exitCodeOf(result);
	tellIncomplete(context, result, exitCode);
	return exitCode;
}

/** The group that a state lies in: told by itself, as the template's, or before the project's label. */
function groupOf({group, template, project}: PlanItem['before']): string[] {
	if (typeof group === 'string') return [group];
	if (typeof template === 'string') return [template];
	return typeof project === 'string' ? [project.split('/')[0] ?? ''] : [];
}

/** `--group` keeps to these groups: a change elsewhere is a mistake, whoever named it. */
function checkGroups({items}: Plan, groups: readonly string[]): void {
	if (groups.length === 0) return;
	for (const {title, before, after} of items) {
		const outside = [before, after].flatMap(groupOf).find(group => !groups.includes(group));
		if (outside === undefined) continue;
		throw new FlydeckError('usage', {
			code: 'outside-group',
			message: `${title} touches the group ${outside}, and --group keeps to ${groups.join(', ')}. Nothing was changed.`,
			next: 'Leave --group out, or name that group too.',
		});
	}
}

export interface ChangeOptions {
	/** Called with the plan before anything else happens to it. */
	onPlan?: (plan: Plan) => Promise<void>;
	/** The plan alone was wanted. */
	planOnly?: boolean;
}

/**
 * The way of every command that changes something: plan, show, confirm, apply, tell.
 *
 * @returns the exit code. @throws FlydeckError where nothing was changed.
 */
export async function runChange(
	context: Context,
	makePlan: (operations: Operations) => Promise<Plan>,
	{onPlan, planOnly = false}: ChangeOptions = {},
): Promise<number> {
	const {out, options} = context;
	const connection = await context.connect();
	const readOnly = connection.isReadOnly();
	const operations = await connection.operations();
	if (!readOnly) await settleEarlier(context, operations);
	const plan = await makePlan(operations);
	checkGroups(plan, options.group);
	await onPlan?.(plan);
	if (out.mode !== 'json') out.data(planText(out.veil(plan), out.ascii));
	if (options.dryRun || planOnly) {
		print(context, plan, null);
		out.progress('Nothing was changed.');
		return 0;
	}
	if (plan.items.length === 0) {
		print(context, plan, {items: [], journalId: null});
		return 0;
	}
	const refused = refusal(plan, readOnly, options.yes === true || out.canAsk);
	if (refused) {
		print(context, plan, null);
		throw refused;
	}
	if (!options.yes && !(await isConfirmed(context, plan))) {
		print(context, plan, null);
		out.progress('Nothing was changed.');
		return 0;
	}
	return applyAndTell(context, operations, plan);
}
