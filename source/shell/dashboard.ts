import type {FlywheelReader} from '../api/flywheel.js';
import {Store} from '../hooks/store.js';
import {type Command, commandForKey, commands, type ScreenId} from '../keys/commands.js';
import {toFlydeckError} from '../model/errors.js';
import type {Account, Site} from '../model/flywheel.js';
import type {Operations} from '../operations/index.js';
import {ResourceCache} from '../state/cache.js';
import type {Diagnoses} from '../state/diagnoses.js';
import type {Doctor} from '../state/doctor.js';
import type {Scratch} from '../state/scratch.js';
import type {Slurm} from '../state/slurm.js';
import {smallest} from '../terminal/capabilities.js';
import type {Key} from '../terminal/key-parser.js';
import type {Theme} from '../theme/theme.js';
import {carrierOf} from './carrier.js';
import {PlanDialog} from './dialogs/plan-dialog.js';
import {EarlySteps, stillReading} from './early-steps.js';
import {everywhere} from './everywhere.js';
import {Navigator, type ScreenFactory} from './navigator.js';
import {failureOf, newsOf} from './news.js';
import {placesToGo} from './places.js';
import type {BodySize, Dialog, Handlers, MakePlan, PlaceToGo, Screen, Shell, SiteHabits, Target} from './shell.js';
import {
	chromeRows,
	initialShell,
	type ShellAction,
	type ShellState,
	shellReducer,
	type Toast,
	type ToastLevel,
} from './shell-state.js';

export interface DashboardOptions {
	client: FlywheelReader;
	operations: Operations;
	account: Account;
	site: Site;
	groups: readonly string[];
	habits: SiteHabits;
	scratch: Scratch;
	diagnoses: Diagnoses;
	slurm: Slurm;
	doctor: Doctor;
	initialFilter: string;
	theme: Theme;
	readOnly: boolean;
	masked: boolean;
	/** Tells whoever guards the writes; absent: read-only from the start stays so. */
	setReadOnly?: ((on: boolean) => void) | undefined;
	/** Said above everything, on every screen. */
	notice: string | null;
	size: {columns: number; rows: number};
	now(): Date;
	/** Loads a screen's module when it is first gone to. */
	factory(id: ScreenId): Promise<ScreenFactory>;
	/** @returns false where the text is too long to be copied. */
	copy(text: string): boolean;
	forward(key: Key): void;
	suspend(): void;
	finish(): void;
}

/** What stands in front: the screen, and a dialog over it. */
export interface Front {
	screen: Screen | null;
	dialog: Dialog | null;
}

/** News other than errors stays this long (ms). */
const toastTime = 6000;

/** The shell around the screens: where keys go, what is in front, what is being changed. */
export class Dashboard implements Shell {
	readonly state: Store<ShellState, ShellAction>;
	readonly cache: ResourceCache;
	readonly front = new Store<Front, Partial<Front>>((state, change) => ({...state, ...change}), {
		screen: null,
		dialog: null,
	});
	readonly navigator: Navigator;
	readonly scratch: Scratch;
	readonly diagnoses: Diagnoses;
	readonly slurm: Slurm;
	readonly doctor: Doctor;
	readonly #early = new EarlySteps((screen, command) => this.front.get().screen === screen && this.run(command));
	#leaving = false;

	constructor(readonly options: DashboardOptions) {
		this.cache = new ResourceCache(options.client, () => options.now().getTime());
		({scratch: this.scratch, diagnoses: this.diagnoses, slurm: this.slurm, doctor: this.doctor} = options);
		const {size, readOnly, masked} = options;
		const initial = {...initialShell, size, readOnly, masked, now: options.now().getTime()};
		this.state = new Store<ShellState, ShellAction>(shellReducer, initial);
		this.navigator = new Navigator({
			load: id => options.factory(id),
			make: create => create(this),
			show: screen => {
				this.state.dispatch({type: 'go', screen: this.navigator.current});
				this.front.dispatch({screen, dialog: null});
			},
			onKey: key => this.onKey(key),
			fail: error => this.fail(error),
		});
	}

	get client(): FlywheelReader {
		return this.options.client;
	}

	get operations(): Operations {
		return this.options.operations;
	}

	get account(): Account {
		return this.options.account;
	}

	get site(): Site {
		return this.options.site;
	}

	get groups(): readonly string[] {
		return this.options.groups;
	}

	get habits(): SiteHabits {
		return this.options.habits;
	}

	get initialFilter(): string {
		return this.options.initialFilter;
	}

	get theme(): Theme {
		return this.options.theme;
	}

	now(): Date {
		return this.options.now();
	}

	bodySize(): BodySize {
		const {columns, rows} = this.state.get().size;
		return {width: columns, height: Math.max(1, rows - chromeRows(rows, this.options.notice !== null))};
	}

	toast(level: ToastLevel, text: string): void {
		this.#tell({level, text});
	}

	showLink(address: string): void {
		this.#tell({level: 'info', text: address, link: address});
	}

	#tell(toast: Toast): void {
		const {level} = toast;
		this.state.dispatch({type: 'toast', toast});
		if (level !== 'bad') setTimeout(() => this.state.dispatch({type: 'toast-over', toast}), toastTime).unref();
	}

	fail(error: unknown): void {
		const {message, next} = toFlydeckError(error);
		this.toast('bad', `${message} ${next}`);
	}

	copy(text: string, what: string): void {
		if (this.options.copy(text)) this.toast('info', `Sent ${what} to the terminal's clipboard: ${text}`);
		else this.toast('caution', `Too long for the terminal's clipboard: ${what}.`);
	}

	open(dialog: Dialog): void {
		// Whoever goes on has read the news.
		this.state.dispatch({type: 'toast', toast: null});
		this.diagnoses.pause();
		this.front.dispatch({dialog});
	}

	close(): void {
		this.front.dispatch({dialog: null});
		this.diagnoses.resume();
		this.front.get().screen?.enter();
	}

	go(id: ScreenId, target?: Target): void {
		this.navigator.go(id, target);
	}

	places = (): PlaceToGo[] => placesToGo(this);

	plan(what: string, make: MakePlan, from?: Dialog): void {
		// A slow line is the plan's alone.
		this.cache.pause();
		this.open(new PlanDialog(this, what, make, from));
	}

	cannotChange(): string | undefined {
		const {readOnly, busy} = this.state.get();
		if (busy) return 'a change is being applied';
		return readOnly ? 'read-only is on' : undefined;
	}

	changed(ids: readonly string[]): void {
		this.cache.invalidate(ids);
		const {screen, dialog} = this.front.get();
		// Under a dialog nothing is read: closing it does.
		if (!dialog) screen?.enter();
		if (this.#leaving) this.options.finish();
	}

	/** Time goes by: ages are told anew, and what is looked at is read again when it is old. */
	tick(): void {
		this.state.dispatch({type: 'now', now: this.now().getTime()});
		const {screen, dialog} = this.front.get();
		// A plan is read against what is on screen: nothing moves under it.
		if (!dialog && !this.tooSmall) screen?.poll();
	}

	forward(key: Key): void {
		this.options.forward(key);
	}

	/** Between two items of a change, never in the middle of one; asked a second time, at once. */
	quit() {
		if (!this.state.get().busy || this.#leaving) return this.options.finish();
		this.#leaving = true;
		this.stop();
		this.toast('caution', 'Quitting once the item under way is settled. ctrl-c again quits at once.');
	}

	/** The dashboard ends: a change under way begins no further item. */
	stop(): void {
		this.diagnoses.pause();
		carrierOf(this).stop();
		const {dialog} = this.front.get();
		if (dialog instanceof PlanDialog) dialog.stop();
	}

	onKey(key: Key) {
		if (key.name === 'ctrl-c') return this.#interrupt();
		if (key.name === 'ctrl-z') return this.options.suspend();
		const {dialog, screen} = this.front.get();
		if (this.tooSmall) {
			if (key.name === 'q') this.quit();
			return;
		}
		if (dialog) return dialog.onKey(key);
		if (this.navigator.keep(key) || !screen) return;
		if (key.name === 'escape' && this.#dismissError(screen)) return;
		if (screen.capture(key)) return;
		const command = commandForKey(this.state.get().screen, key.name);
		if (command) this.#perform(command);
	}

	/** ctrl-c ends what a screen lets it end, and else flydeck itself. */
	#interrupt() {
		const command = commandForKey(this.state.get().screen, 'ctrl-c');
		const handler = command && !this.front.get().dialog ? this.handlers()[command.id] : undefined;
		if (handler && !handler.blocked) return handler.run();
		this.quit();
	}

	/** An error stays until `esc` puts it away: the layer before all others. */
	#dismissError(screen: Screen): boolean {
		const news = newsOf(this.state.get(), screen.status());
		if (news?.level !== 'bad') return false;
		this.state.dispatch({type: 'dismiss', failure: failureOf(screen.status())});
		return true;
	}

	run(id: string): void {
		const command = commands.find(known => known.id === id);
		if (command) this.#perform(command);
	}

	get tooSmall(): boolean {
		const {columns, rows} = this.state.get().size;
		return columns < smallest.columns || rows < smallest.rows;
	}

	handlers(): Handlers {
		return {...everywhere(this), ...this.front.get().screen?.handlers()};
	}

	#perform(command: Command) {
		const handler = this.handlers()[command.id];
		if (handler && !handler.blocked) return handler.run();
		const {screen} = this.front.get();
		const reading = screen && handler ? stillReading(screen.status()) : null;
		if (screen && reading && command.category === 'Move') return this.#early.keep(screen, command.id);
		// Esc with nothing left to go back from, or a step in an empty list, needs no comment.
		if (command.category === 'Move' || command.id === 'back') return;
		const reason = reading ?? handler?.blocked ?? 'there is nothing here to do it to';
		this.toast('caution', `Can't ${screen?.words()[command.id] ?? command.words}: ${reason}.`);
	}
}
