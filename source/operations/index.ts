/**
 * Everything that changes a site, and the record of it. Screens and commands see nothing
 * of the engine but this.
 */
import type {Flywheel} from '../api/flywheel.js';
import type {Place} from '../model/flywheel.js';
import type {Remark} from '../model/notes.js';
import type {ChangeResult, ClashChoice, HistoryEntry, Plan} from '../model/plan.js';
import type {Correction} from '../model/unsorted.js';
import type {UploadRequest} from './carry/plan-upload.js';
import type {AfterJob, LaunchDraft, OnSession} from './launch-draft.js';
import type {LaunchRequest} from './plan-launch.js';
import type {ApplyOptions} from './types.js';

export interface MoveRequest {
	id: string;
	to: Place;
	/** What the console sent, by which people know the scan. */
	typed?: string | null;
	/** Shown in the plan where it isn't `high`. */
	warnings?: string[];
}

/** All the roles (labels or ids) that a person is to hold there, instead of what they hold; null: no entry. */
export type AccessRequest = {user: string; roles: readonly string[] | null} & (
	| {
			/** `GROUP/PROJECT` */
			project: string;
	  }
	| {
			/** The group whose new projects begin with it. */
			template: string;
	  }
	| {
			/** The group that the person is to be no member of: levels of access are not given here. */
			members: string;
			roles: null;
	  }
);

export interface MoveOptions {
	/** What was wanted too and can't be moved, a name and the reason each; told in the plan. */
	leftOut?: readonly string[];
	/** What becomes of session labels that are taken; a suffix unless told. */
	onClash?: ClashChoice;
}

/** What is to be noted on a session. */
export interface NoteRequest {
	id: string;
	remark: Remark;
}

export interface Operations {
	planMove(requests: readonly MoveRequest[], options?: MoveOptions): Promise<Plan>;
	/**
	 * A plan of moves that was saved, made anew. Items whose ground has moved stand in it with a
	 * warning, and are refused one by one when it is applied.
	 */
	planSaved(saved: Pick<Plan, 'items' | 'clash'>): Promise<Plan>;
	/** What a change that was cut off did not come to: of the newest one, where none is named. */
	planResume(entryId?: string): Promise<Plan>;
	/** Deletes emptied subjects in the Unsorted of these groups; of all, where none is named. May have no items. */
	planClean(groups: readonly string[]): Promise<Plan>;
	planNote(requests: readonly NoteRequest[]): Promise<Plan>;
	/** `notes`: what the plan says of the whole. */
	planAccess(requests: readonly AccessRequest[], notes?: readonly string[]): Promise<Plan>;
	planRetry(jobIds: string[]): Promise<Plan>;
	planCancel(jobIds: string[]): Promise<Plan>;
	/** What a launch would be, for a form to begin with. */
	draftLaunch(request: AfterJob | OnSession): Promise<LaunchDraft>;
	/** New runs: after a job with changes, or on a session. Of several, what can't run is left out and told. */
	planLaunch(requests: readonly LaunchRequest[]): Promise<Plan>;
	/** A folder's files as a new analysis. @throws FlydeckError where it can't be read whole, or the label is taken. */
	planUpload(request: UploadRequest): Promise<Plan>;
	/** Of jobs that wait. */
	planPriority(jobIds: readonly string[], priority: string): Promise<Plan>;
	/** Refuses (conflict) where the thing changed since; `unexpected` never. */
	planUndo(entryId?: string): Promise<Plan>;
	/**
	 * Throws where nothing could be attempted (read-only, other site, server away); else tells
	 * per item: one whose ground moved is `failed` with the code `changed-since`
	 * (`outcome.ts` gives the exit code).
	 */
	apply(plan: Plan, options?: ApplyOptions): Promise<ChangeResult>;
	/**
	 * By session, its `modified` as the server showed it right after flydeck's own last change:
	 * where it still is that, nothing has arrived since.
	 */
	ownChanges(): Promise<ReadonlyMap<string, string>>;
	/** What was moved out of Unsorted on this site before, and not back. */
	corrections(): Promise<readonly Correction[]>;
	/** Newest first, this site's and the others'. */
	history(): Promise<HistoryEntry[]>;
	/**
	 * Entries that a killed run left open: re-reads the server and writes the truth down.
	 * @returns the entries that were settled.
	 */
	recover(): Promise<HistoryEntry[]>;
}

export interface OperationsOptions {
	client: Flywheel;
	/** Whose changes these are, for the journal. */
	who: string;
	journalFile: string;
	/** What the journal knows this site by; the client's host unless told. */
	site?: string;
	/** Asked before each write; a sentence refuses it. */
	readOnly: () => boolean;
	now?: () => Date;
}

export {copyRequests, offboardRequests, templateRequests} from './access-requests.js';
export {compare} from './carry/compare.js';
export {download, stopped} from './carry/download.js';
export type {UploadRequest} from './carry/plan-upload.js';
export {createOperations} from './create.js';
export type {LaunchDraft} from './launch-draft.js';
export {exitCodeOf} from './outcome.js';
export type {LaunchEdits, LaunchRequest} from './plan-launch.js';
export {priorities} from './priority.js';
