import type {UnsortedView} from '../model/views.js';
import {flaggedValues, mask} from '../triage/mask.js';
import type {Shell} from './shell.js';

/** While the screen is shared, hides what may tell who was scanned: by its form, and by what was found in Unsorted. */
export class Veil {
	#flagged: {view: UnsortedView | null; values: readonly string[]} = {view: null, values: []};

	/** @param shell asked when there is something to draw: the theme is made before it */
	constructor(readonly shell: () => Pick<Shell, 'cache' | 'state'>) {}

	over(text: string): string {
		const {cache, state} = this.shell();
		if (!state.get().masked) return text;
		const view = cache.peek<UnsortedView>('unsorted');
		if (this.#flagged.view !== view) {
			this.#flagged = {view, values: [...new Set(view?.sessions.flatMap(flaggedValues) ?? [])]};
		}
		return mask(text, this.#flagged.values, new Date(state.get().now).getFullYear());
	}
}
