import type {ReactNode} from 'react';
import type {FlywheelReader} from '../api/flywheel.js';
import type {Store} from '../hooks/store.js';
import type {ScreenId} from '../keys/commands.js';
import type {Hint} from '../keys/footer.js';
import type {Account, ProjectPlace, SessionPlace, Site} from '../model/flywheel.js';
import type {ClashChoice, Plan} from '../model/plan.js';
import type {ExpectedScan} from '../model/unsorted.js';
import type {Operations} from '../operations/index.js';
import type {ResourceCache} from '../state/cache.js';
import type {Diagnoses} from '../state/diagnoses.js';
import type {Doctor} from '../state/doctor.js';
import type {Scratch} from '../state/scratch.js';
import type {Slurm} from '../state/slurm.js';
import type {Key} from '../terminal/key-parser.js';
import type {Theme} from '../theme/theme.js';
import type {ShellAction, ShellState, ToastLevel} from './shell-state.js';

export interface BodySize {
	width: number;
	height: number;
}

/** What a command does on a screen; `blocked` is why it can't be done now. */
export interface Handler {
	run(): void;
	blocked?: string | undefined;
}

export type Handlers = Partial<Record<string, Handler>>;

/** The line about the data of a screen. */
export interface ScreenStatus {
	title: string;
	shown: number | null;
	total: number | null;
	/** What the rows are called: "sessions". */
	noun: string;
	/** Filter, marks, order: in words. */
	notes: string[];
	readAt: number | null;
	loading: boolean;
	partial: boolean;
	error: {message: string; next: string} | null;
}

/** Where on a screen to go: to a project or a session, or to what a filter lets through. */
export type Target = ProjectPlace | SessionPlace | {filter: string};

/** One screen: its state and what keys do there. Made when first visited, kept after. */
export interface Screen {
	id: ScreenId;
	/** Reads what it needs, if it has nothing or something old. */
	enter(): void;
	/** Reads again what has grown old, while it is looked at. */
	poll(): void;
	handlers(): Handlers;
	/** Takes a key before the command table does (text being typed); true where it did. */
	capture(key: Key): boolean;
	/** What keys do while they go into text being typed; null where they are commands. */
	typing(): Hint[] | null;
	status(): ScreenStatus;
	/** The screen's own words in the footer, by command id. */
	words(): Partial<Record<string, string>>;
	/** Shows what it has on that. */
	show(target: Target): void;
	subscribe(listener: () => void): () => void;
	View: (properties: {size: BodySize}) => ReactNode;
}

/** Something in front of the screen that has all keys to itself. */
export interface Dialog {
	onKey(key: Key): void;
	hints(): Hint[];
	subscribe(listener: () => void): () => void;
	View: (properties: {size: BodySize}) => ReactNode;
}

/** A place that the palette offers: "project memorylab/MSC". */
export interface PlaceToGo {
	words: string;
	run(): void;
}

/** What a person set for their site. */
export interface SiteHabits {
	/** So long nothing may have changed before a scan counts as arrived. */
	quietMinutes?: number | undefined;
	/** Files that every project should have. */
	requiredFiles?: readonly string[] | undefined;
	/** Scans that the labs expect. */
	schedule?: readonly ExpectedScan[] | undefined;
}

/** Makes a plan, by what a person chose for labels that are taken. */
export type MakePlan = (onClash: ClashChoice) => Promise<Plan>;

/** What screens and dialogs may ask of the dashboard around them. */
export interface Shell {
	readonly client: FlywheelReader;
	readonly operations: Operations;
	/** Everything read so far. */
	readonly cache: ResourceCache;
	readonly account: Account;
	readonly site: Site;
	readonly groups: readonly string[];
	readonly habits: SiteHabits;
	/** The cluster's folders. */
	readonly scratch: Scratch;
	/** Why jobs failed, as far as it is known. */
	readonly diagnoses: Diagnoses;
	/** The clusters that jobs run on. */
	readonly slurm: Slurm;
	/** What flydeck stands on here. */
	readonly doctor: Doctor;
	readonly initialFilter: string;
	readonly theme: Theme;
	readonly state: Store<ShellState, ShellAction>;
	now(): Date;
	bodySize(): BodySize;
	toast(level: ToastLevel, text: string): void;
	/** Shows the address of a web page, as a link where the terminal knows links. */
	showLink(address: string): void;
	/** Tells an error that came up outside any plan. */
	fail(error: unknown): void;
	copy(text: string, what: string): void;
	open(dialog: Dialog): void;
	close(): void;
	/** Goes to a screen, and there to the target where one is given. */
	go(screen: ScreenId, target?: Target): void;
	/**
	 * Shows a plan once it is made, and sees it through. `what` is told meanwhile; `from` is the
	 * dialog to go back to where nothing is applied.
	 */
	plan(what: string, make: MakePlan, from?: Dialog): void;
	/** Why nothing can be changed now; undefined where it can. */
	cannotChange(): string | undefined;
	/** Containers on the site were changed: what was read may be old. */
	changed(ids: readonly string[]): void;
	/** Gives a key to Ink's own inputs. */
	forward(key: Key): void;
	quit(): void;
	/** Runs a command by its id, as if its key had been pressed. */
	run(command: string): void;
	/** Everything that can be done on the screen now. */
	handlers(): Handlers;
	/** Where one may want to go, by name, as far as it has been read. */
	places(): PlaceToGo[];
}
