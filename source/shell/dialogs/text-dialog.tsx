import {DialogFrame, frameRows} from '../../components/dialog-frame.js';
import {paragraph} from '../../components/paragraph.js';
import {lastTop, ScrollText} from '../../components/scroll-text.js';
import {Store, useStore} from '../../hooks/store.js';
import type {Hint} from '../../keys/footer.js';
import type {Key} from '../../terminal/key-parser.js';
import type {BodySize, Dialog, Shell} from '../shell.js';

const steps: Record<string, number> = {
	j: 1,
	down: 1,
	k: -1,
	up: -1,
	'ctrl-d': 8,
	pagedown: 8,
	'ctrl-u': -8,
	pageup: -8,
};

/** Sentences to read, a paragraph each. */
export class TextDialog implements Dialog {
	/** First line shown. */
	readonly store = new Store<number, number>((_, next) => next, 0);

	constructor(
		readonly shell: Shell,
		readonly title: string,
		readonly sentences: readonly string[],
	) {}

	subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

	hints(): Hint[] {
		return [
			{key: 'j k', words: 'scroll'},
			{key: 'esc', words: 'close'},
		];
	}

	onKey(key: Key) {
		if (['escape', 'enter', 'q'].includes(key.name)) return this.shell.close();
		const size = this.shell.bodySize();
		const last = lastTop(this.#lines(size).length, size.height - frameRows);
		this.store.dispatch(Math.max(0, Math.min(this.store.get() + (steps[key.name] ?? 0), last)));
	}

	View = ({size}: {size: BodySize}) => {
		const top = useStore(this.store);
		return (
			<DialogFrame title={this.title} prompt="esc closes." promptToken="text" size={size}>
				<ScrollText lines={this.#lines(size)} top={top} size={{...size, height: size.height - frameRows}} />
			</DialogFrame>
		);
	};

	#lines({width}: BodySize): string[] {
		const {theme} = this.shell;
		return this.sentences.flatMap(text => paragraph(theme, text, width, {bullet: theme.symbols.dot}));
	}
}
