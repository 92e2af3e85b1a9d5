import type {Suggestion} from '../../model/unsorted.js';
import type {Candidate} from '../../shell/dialogs/edit-dialog.js';
import {loaders} from '../../shell/loaders.js';
import type {Shell} from '../../shell/shell.js';
import type {TypedJudge} from '../../state/unsorted.js';
import {confidencePiece} from './columns.js';

/** Fewer characters say too little to be worth asking the server for labels. */
const least = 3;

/** What triage makes of the text being typed, where that is an accession number. */
export class TypedSuggestions {
	#judge: Promise<TypedJudge> | null = null;
	#wanted = '';
	#told: {typed: string; suggestions: readonly Suggestion[]} = {typed: '', suggestions: []};

	constructor(
		readonly shell: Shell,
		readonly sessionId: string,
		/** Called when there is more to say. */
		readonly onTold: () => void,
	) {}

	/** As far as it has been judged; the rest is told later. */
	for(typed: string): Candidate[] {
		if (typed.trim().length < least) return [];
		if (this.#wanted !== typed) this.#ask(typed);
		return this.#told.typed === typed ? this.#told.suggestions.map(one => this.#candidate(one)) : [];
	}

	#ask(typed: string): void {
		this.#wanted = typed;
		this.#judge ??= loaders(this.shell).typedJudge(this.sessionId);
		this.#judge
			.then(judge => judge(typed))
			.then(
				session => {
					if (this.#wanted !== typed) return;
					this.#told = {typed, suggestions: session?.suggestions ?? []};
					this.onTold();
				},
				// What can't be read can't be judged; the target can still be typed in full.
				() => undefined,
			);
	}

	/** Up to the first part that isn't known. */
	#candidate({group, project, subject, session, confidence, newSubject, reasons}: Suggestion): Candidate {
		const parts = [group, project, ...(subject === null ? [''] : [subject, session ?? ''])];
		const why = [confidencePiece(confidence, this.shell.theme).text, ...(newSubject ? ['new subject'] : [])];
		return {text: parts.join('/'), note: [...why, ...reasons.slice(0, 1)].join(', ')};
	}
}
