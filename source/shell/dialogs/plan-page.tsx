import {Text} from 'ink';
import {DialogFrame, frameRows} from '../../components/dialog-frame.js';
import {paragraph} from '../../components/paragraph.js';
import {type ItemNews, planLines} from '../../components/plan-lines.js';
import {progressBar} from '../../components/progress-bar.js';
import {ScrollText} from '../../components/scroll-text.js';
import {useStore, type Watchable} from '../../hooks/store.js';
import type {FlydeckError} from '../../model/errors.js';
import {
	type ChangeResult,
	changesNothing,
	type ItemStatus,
	isReversible,
	needsCount,
	type Plan,
} from '../../model/plan.js';
import {useTheme} from '../../theme/context.js';
import type {Theme, Token} from '../../theme/theme.js';
import {isShort, type PlanState} from '../plan-state.js';
import type {BodySize} from '../shell.js';
import type {ToastLevel} from '../shell-state.js';

/** A plan on its way through the screen. */
export function PlanPage({store, size}: {store: Watchable<PlanState>; size: BodySize}) {
	const state = useStore(store);
	const theme = useTheme();
	const {title, prompt, token} = headings(state);
	const lines = planPageLines(state, theme, size.width);
	const inner = {width: size.width, height: size.height - frameRows};
	const scroll = 'scroll' in state ? state.scroll : 0;
	const top = state.phase === 'applying' ? followTop(state, lines, inner.height) : scroll;
	const bar = state.phase === 'applying' ? barLine(state, theme) : null;
	return (
		<DialogFrame title={title} prompt={prompt} promptToken={token} size={size}>
			{bar && <Text wrap="truncate-end">{bar}</Text>}
			<ScrollText lines={lines} top={top} size={{...inner, height: inner.height - (bar ? 1 : 0)}} />
		</DialogFrame>
	);
}

/** Everything the page says, as lines; what of them fits is shown. */
export function planPageLines(state: PlanState, theme: Theme, width: number): string[] {
	switch (state.phase) {
		case 'planning':
			return paragraph(theme, 'Reading what is there now; nothing is changed yet.', width, {token: 'dim'});
		case 'refused':
			return errorLines(state.error, theme, width);
		case 'ready':
			return planLines(state.plan, {full: state.full, width, clashAt: state.clashAt}, theme);
		case 'applying':
			return planLines(state.plan, {full: isShort(state.plan), width, news: id => progressNews(state, id)}, theme);
		case 'finished': {
			const results = new Map(state.result.items.map(item => [item.id, item]));
			return planLines(state.plan, {full: state.full, width, news: id => ({result: results.get(id)})}, theme);
		}
		case 'failed':
			return [...errorLines(state.error, theme, width), '', ...planLines(state.plan, {full: false, width}, theme)];
	}
}

function progressNews(state: PlanState & {phase: 'applying'}, id: string): ItemNews {
	const progress = state.progress[id];
	return progress ? {phase: progress.phase, result: progress.result} : {};
}

function errorLines(error: FlydeckError, theme: Theme, width: number): string[] {
	return [
		...paragraph(theme, error.message, width, {bullet: theme.symbols.failed, token: 'bad'}),
		...paragraph(theme, error.next, width, {indent: 3}),
	];
}

interface Headings {
	title: string;
	prompt: string;
	token: Token;
}

function headings(state: PlanState): Headings {
	switch (state.phase) {
		case 'planning':
			return {title: `${state.what}: making the plan`, prompt: 'esc cancels.', token: 'dim'};
		case 'refused':
			return {title: `${state.what}: refused`, prompt: 'Nothing was changed. enter closes.', token: 'bad'};
		case 'ready':
			return {title: `Plan: ${state.plan.title}`, prompt: state.hint ?? question(state), token: 'strong'};
		case 'applying': {
			const prompt = state.stopping ? 'Stopping after this item.' : 'esc stops after the item under way.';
			return {title: `Now: ${state.plan.title}`, prompt, token: 'strong'};
		}
		case 'finished': {
			const {text, level} = summaryOf(state.plan, state.result);
			return {title: state.plan.title, prompt: text, token: level === 'info' ? 'text' : level};
		}
		case 'failed':
			return {title: `${state.plan.title}: not done`, prompt: 'enter closes.', token: 'bad'};
	}
}

function question(state: PlanState & {phase: 'ready'}): string {
	const {plan} = state;
	const count = plan.items.length;
	if (count === 0) return 'There is nothing to do. esc closes.';
	if (changesNothing(plan)) return 'All of this stands so already: nothing would change. esc closes.';
	if (!needsCount(plan))
		return `Apply ${count === 1 ? 'this change' : `these ${count} changes`}? y applies, esc cancels.`;
	return `Type ${count} and press enter to apply, esc cancels: ${state.typed}_`;
}

/** Whether `z` may be offered; the plan of the undo has the last word. */
export function canUndo(plan: Plan, result: ChangeResult): boolean {
	const done = result.items.some(item => item.status === 'done');
	// What can't be told has to be settled first.
	if (result.items.some(item => item.status === 'unknown')) return false;
	return done && isReversible(plan.kind) && result.journalId !== null && plan.irreversible.length === 0;
}

/** The result in one sentence, and how loud to say it. */
export function summaryOf(plan: Plan, result: ChangeResult): {text: string; level: ToastLevel} {
	const begun = result.items.filter(({error}) => error?.code !== 'not-attempted');
	const count = (status: ItemStatus) => begun.filter(item => item.status === status).length;
	const done = count('done');
	const rest = (['unchanged', 'failed', 'unknown'] as const)
		.map(status => ({status, number: count(status)}))
		.filter(({number}) => number > 0);
	const left = plan.items.length - begun.length;
	const parts = [`${done} of ${plan.items.length} done and verified`];
	for (const {status, number} of rest) parts.push(`${number} ${status}`);
	if (left > 0) parts.push(`${left} not begun`);
	const undo = canUndo(plan, result) ? ' z undoes.' : '';
	const clean = plan.empties !== undefined && done > 0 ? ' x deletes emptied subjects.' : '';
	const trouble = count('failed') + count('unknown') > 0;
	const level = trouble ? 'bad' : rest.length > 0 || left > 0 ? 'caution' : 'good';
	return {text: `${parts.join(', ')}.${undo}${clean}`, level};
}

function barLine(state: PlanState & {phase: 'applying'}, theme: Theme): string {
	const total = state.plan.items.length;
	const done = Object.values(state.progress).filter(progress => progress.phase === 'finished').length;
	return ` ${progressBar(theme, done, total, 24)} ${done} of ${total}`;
}

/** Keeps the item under way on the page. */
function followTop(state: PlanState & {phase: 'applying'}, lines: string[], height: number): number {
	const finished = Object.values(state.progress).filter(progress => progress.phase === 'finished').length;
	const share = state.plan.items.length === 0 ? 0 : finished / state.plan.items.length;
	return Math.max(0, Math.round(share * lines.length) - Math.floor(height / 2));
}
