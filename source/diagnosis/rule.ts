import type {Cause, Rerun} from '../model/diagnosis.js';

/** A cause that a line of a log can name. */
export type NamedCause = Exclude<Cause, 'unknown' | 'none'>;

/**
 * How much a line says. A `verdict` is the word of whoever killed the job; a `root` names
 * the fault; `likely` is what may have been lived with, or had a reason of its own: findings
 * of a validator, a cancellation; `general` is a class of errors; a `hint` is a mere word in
 * an error; an `echo` follows from something else, but tells the cause where that is not in
 * the log.
 */
export const weights = {verdict: 50, root: 40, likely: 35, general: 30, hint: 20, echo: 10};

export interface Rule {
	cause: NamedCause;
	/** Tried on the line without colours, stamp and logger, whatever the case of its letters. Alternatives are bracketed. */
	pattern: RegExp;
	/** A line of that form: the rule's own test. */
	example: string;
	/** Where the form is really printed: `owner/repo#123`, a source file, or a document. */
	source: string;
	/** `root` where absent. */
	weight?: keyof typeof weights;
	/** The usual of the cause where absent. */
	rerun?: Rerun;
	advice?: string;
	/** Counts in what is logged as information or a warning too. */
	quiet?: true;
}
