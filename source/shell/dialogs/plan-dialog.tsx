import {frameRows} from '../../components/dialog-frame.js';
import {lastTop} from '../../components/scroll-text.js';
import {fileNamed, whyNotPlanFile, writePlanFile} from '../../config/plan-file.js';
import {Store} from '../../hooks/store.js';
import {screens} from '../../keys/commands.js';
import type {Hint} from '../../keys/footer.js';
import {toFlydeckError} from '../../model/errors.js';
import {type ClashChoice, changesNothing, needsCount, type OnClash, type Plan} from '../../model/plan.js';
import type {Key} from '../../terminal/key-parser.js';
import {carrierOf} from '../carrier.js';
import {mayApply, type PlanAction, type PlanState, planReducer} from '../plan-state.js';
import type {BodySize, Dialog, MakePlan, Shell} from '../shell.js';
import {EditDialog} from './edit-dialog.js';
import {canUndo, PlanPage, planPageLines, summaryOf} from './plan-page.js';

const scrolls: Record<string, number> = {
	...{j: 1, down: 1, k: -1, up: -1},
	...{g: Number.NEGATIVE_INFINITY, home: Number.NEGATIVE_INFINITY},
	...{G: Number.POSITIVE_INFINITY, end: Number.POSITIVE_INFINITY},
};

/**
 * Every change goes through here, whatever its kind: made, shown, confirmed by `y` (or by its
 * count), applied with progress, told item by item, and taken back by `z`.
 */
export class PlanDialog implements Dialog {
	readonly store: Store<PlanState, PlanAction>;
	readonly #stop = new AbortController();
	/** Nothing is merged with what is there unless the person says so. */
	#onClash: ClashChoice = {all: 'suffix', single: {}};
	/** Set by `q` or ctrl-c while writing: leave as soon as the item under way is settled. */
	#closed = false;

	constructor(
		readonly shell: Shell,
		readonly what: string,
		readonly make: MakePlan,
		readonly from?: Dialog | undefined,
	) {
		this.store = new Store<PlanState, PlanAction>(planReducer, {phase: 'planning', what, clashAt: 0});
		this.#plan();
	}

	subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

	View = ({size}: {size: BodySize}) => <PlanPage store={this.store} size={size} />;

	hints(): Hint[] {
		const state = this.store.get();
		const away = this.from ? 'back, change nothing' : 'cancel, change nothing';
		const close = {key: 'esc', words: state.phase === 'applying' ? 'stop after this item' : away};
		const details = {key: 'tab', words: 'full' in state && state.full ? 'a line each' : 'details'};
		switch (state.phase) {
			case 'planning':
			case 'applying':
				return [close];
			case 'ready':
				return readyHints(state, close, details);
			case 'finished': {
				const shut = {key: 'enter', words: 'close'};
				const back = canUndo(state.plan, state.result) ? [{key: 'z', words: 'undo'}] : [];
				const stop = newJobs(state).length > 0 ? [{key: 'c', words: 'cancel what was started'}] : [];
				return [shut, ...back, ...stop, details, {key: 'j k', words: 'scroll'}];
			}
			default:
				return [{key: 'enter', words: this.from && state.phase === 'refused' ? 'back' : 'close'}];
		}
	}

	onKey(key: Key) {
		const state = this.store.get();
		if (mayApply(state, key.name)) return this.#apply();
		if (this.#scroll(key)) return;
		if (key.name === 'escape') return this.#escape(state);
		if (key.name === 'tab') return this.store.dispatch({type: 'details'});
		if (state.phase === 'ready' && this.#clashKey(state, key)) return;
		if (state.phase === 'ready' && key.name === 's' && maySave(state.plan)) return this.#save(state.plan);
		if (state.phase === 'ready') return this.#readyKey(state, key);
		if (state.phase === 'finished' && key.name === 'z') {
			const entry = state.result.journalId;
			if (entry !== null) this.shell.plan('Undoing that change', () => this.shell.operations.planUndo(entry));
			return;
		}
		if (state.phase === 'finished' && key.name === 'c') {
			const ids = newJobs(state);
			if (ids.length > 0) this.shell.plan('Cancelling what was started', () => this.shell.operations.planCancel(ids));
			return;
		}
		const over = state.phase === 'finished' || state.phase === 'failed' || state.phase === 'refused';
		if (!over) return;
		const away = screens.find(screen => screen.key === key.name);
		if (away) this.#leave();
		else if (key.name === 'enter' || key.name === 'q') this.#close();
		if (away) this.shell.run(`go-${away.id}`);
	}

	/** The dashboard is being left: between two items, never in the middle of one. */
	stop(): void {
		this.#stop.abort();
		this.store.dispatch({type: 'stopping'});
	}

	#plan(): void {
		this.make(this.#onClash).then(
			plan => this.store.dispatch({type: 'planned', plan}),
			(error: unknown) => this.store.dispatch({type: 'refused', error: toFlydeckError(error)}),
		);
	}

	/** Labels that are taken: the next way to meet that, and the plan made anew by it. */
	#clashKey({plan, clashAt}: PlanState & {phase: 'ready'}, key: Key): boolean {
		const {clash} = plan;
		const here = clash?.items[clashAt];
		if (!clash || !here) return false;
		const step = {left: -1, right: 1}[key.name];
		if (step !== undefined) {
			this.store.dispatch({type: 'clash', by: step});
			return true;
		}
		if (key.name !== 't' && key.name !== 'T') return false;
		const {all, single} = this.#onClash;
		this.#onClash =
			key.name === 'T'
				? {all: nextClash[here.handled], single: {}}
				: {all, single: {...single, [here.id]: nextClash[here.handled]}};
		this.store.dispatch({type: 'again', what: this.what});
		this.#plan();
		return true;
	}

	/** For another to look at, or for later: `flydeck move --plan FILE` applies it. */
	#save(plan: Plan): void {
		const {shell} = this;
		const day = shell.now().toISOString().slice(0, 16).replaceAll(/[T:]/g, '-');
		const form = new EditDialog(shell, {
			title: 'Save the plan: to which file?',
			help: [
				`A path below ${process.cwd()}, or a whole one. Labels of scans are in it, so it is for you alone (mode 0600).`,
				'`flydeck move --plan FILE` shows it again and applies it. What has changed by then is refused, session by session.',
			],
			value: `flydeck-plan-${day}.json`,
			words: {enter: 'write the file', prompt: 'enter writes the file; nothing on the site is changed.'},
			check: whyNotPlanFile,
			back: () => shell.open(this),
			submit: typed => {
				const file = fileNamed(typed);
				writePlanFile(file, plan).then(
					() => shell.toast('good', `The plan is in ${file}. Nothing was changed.`),
					(error: unknown) => shell.fail(error),
				);
			},
		});
		shell.open(form);
	}

	#readyKey(state: PlanState & {phase: 'ready'}, key: Key): void {
		if (changesNothing(state.plan) || !needsCount(state.plan)) {
			if (key.name === 'n' || key.name === 'q') this.#close();
			return;
		}
		if (key.name === 'backspace') this.store.dispatch({type: 'typed', text: state.typed.slice(0, -1)});
		else if (/^\d$/.test(key.name)) this.store.dispatch({type: 'typed', text: (state.typed + key.name).slice(0, 6)});
		else if (key.name === 'enter' || key.name === 'y') {
			const count = state.plan.items.length;
			this.store.dispatch({type: 'hint', text: `To apply, type ${count} (the number of items) and press enter.`});
		}
	}

	#scroll(key: Key): boolean {
		const state = this.store.get();
		if (state.phase !== 'ready' && state.phase !== 'finished') return false;
		const {width, height} = this.shell.bodySize();
		const room = height - frameRows;
		const page = {'ctrl-d': 0.5, pagedown: 1, 'ctrl-u': -0.5, pageup: -1}[key.name];
		const by = scrolls[key.name] ?? (page === undefined ? undefined : Math.round(page * room));
		if (by === undefined) return false;
		const lines = planPageLines(state, this.shell.theme, width).length;
		this.store.dispatch({type: 'scroll', by, last: lastTop(lines, room)});
		return true;
	}

	#escape(state: PlanState) {
		if (state.phase === 'applying') return this.stop();
		if (state.phase === 'ready') this.shell.toast('info', 'Nothing was changed.');
		this.#close();
	}

	#apply() {
		const state = this.store.get();
		const refusal = this.shell.cannotChange();
		if (state.phase !== 'ready') return;
		if (refusal) return this.store.dispatch({type: 'hint', text: refusal});
		if (state.plan.kind === 'upload') {
			// It may take hours: it goes on behind the screen.
			this.#close();
			return carrierOf(this.shell).upload(state.plan);
		}
		this.store.dispatch({type: 'apply'});
		this.shell.state.dispatch({type: 'busy', on: true});
		const onProgress = (progress: Parameters<NonNullable<Watcher>>[0]) =>
			this.store.dispatch({type: 'progress', progress});
		this.shell.operations
			.apply(state.plan, {onProgress, signal: this.#stop.signal})
			.then(
				result => this.store.dispatch({type: 'finished', result}),
				(error: unknown) => this.store.dispatch({type: 'failed', error: toFlydeckError(error)}),
			)
			.finally(() => {
				this.shell.state.dispatch({type: 'busy', on: false});
				this.shell.changed(state.plan.items.map(({id}) => id));
			});
	}

	/** Back to where the plan came from, unless something came of it. */
	#close(): void {
		const {phase} = this.store.get();
		const applied = phase === 'applying' || phase === 'finished' || phase === 'failed';
		if (applied || !this.from) {
			this.#leave();
		} else if (!this.#closed) {
			this.#closed = true;
			this.shell.open(this.from);
		}
	}

	#leave(): void {
		if (this.#closed) return;
		this.#closed = true;
		this.shell.close();
		const state = this.store.get();
		if (state.phase !== 'finished') return;
		const {level, text} = summaryOf(state.plan, state.result);
		this.shell.toast(level, text);
	}
}

/** Jobs that this change started: what can't be taken back can at least be stopped. */
function newJobs({result}: PlanState & {phase: 'finished'}): string[] {
	return result.items.flatMap(({status, newJobId}) =>
		status === 'done' && typeof newJobId === 'string' ? [newJobId] : [],
	);
}

type Watcher = NonNullable<Parameters<Shell['operations']['apply']>[1]>['onProgress'];

/** What a file can hold: moves, but none that take others back. */
function maySave({kind, items, undoes}: Plan): boolean {
	return kind === 'move' && items.length > 0 && undoes === undefined;
}

const nextClash: Record<OnClash, OnClash> = {suffix: 'skip', skip: 'same', same: 'suffix'};
const clashWords: Record<OnClash, string> = {suffix: 'add a suffix', skip: 'leave it out', same: 'share the label'};

function clashHints({plan, clashAt}: PlanState & {phase: 'ready'}): Hint[] {
	const all = plan.clash?.items ?? [];
	const here = all[clashAt];
	if (!here) return [];
	const one = {key: 't', words: `label taken: ${clashWords[nextClash[here.handled]]}`};
	return all.length === 1 ? [one] : [one, {key: 'T', words: 'all so'}, {key: '← →', words: 'another'}];
}

function readyHints(state: PlanState & {phase: 'ready'}, close: Hint, details: Hint): Hint[] {
	const {plan} = state;
	const {items} = plan;
	const choose = [...clashHints(state), ...(maySave(plan) ? [{key: 's', words: 'save'}] : [])];
	if (changesNothing(plan)) return [{key: 'esc', words: 'close'}, ...choose, ...(items.length > 0 ? [details] : [])];
	return needsCount(plan)
		? [{key: `${items.length} enter`, words: 'apply'}, close, ...choose, details, {key: '↑ ↓', words: 'scroll'}]
		: [{key: 'y', words: 'apply'}, close, ...choose, details, {key: 'j k', words: 'scroll'}];
}
