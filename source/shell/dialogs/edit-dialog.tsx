import {Box, Text} from 'ink';
import {DialogFrame, frameRows} from '../../components/dialog-frame.js';
import {paragraph} from '../../components/paragraph.js';
import {safeText} from '../../format/safe-text.js';
import {truncate, widthOf} from '../../format/width.js';
import {Store, useStore} from '../../hooks/store.js';
import {type TextField, textField, typeInto} from '../../hooks/text-field.js';
import type {Hint} from '../../keys/footer.js';
import type {Key} from '../../terminal/key-parser.js';
import {useTheme} from '../../theme/context.js';
import type {Theme} from '../../theme/theme.js';
import type {BodySize, Dialog, Shell} from '../shell.js';

export interface EditOptions {
	title: string;
	/** What is to be typed, and how. */
	help: string[];
	value: string;
	/** What is wrong with it, in a sentence; null where nothing is. */
	check(text: string): string | null;
	submit(text: string): void;
	completion?: Completion;
	/** Where it isn't a plan that comes of it: what `enter` does, and the last row. */
	words?: {enter: string; prompt: string};
	/** What is in front again afterwards; absent: the screen. */
	back?(): void;
}

export interface Candidate {
	/** What the text would become, whole. */
	text: string;
	/** What speaks for it; absent where that needs no word. */
	note?: string;
}

/** What the text may become; more of it may be known later. */
export interface Completion {
	candidates(text: string): Candidate[];
	subscribe(listener: () => void): () => void;
}

interface State {
	field: TextField;
	problem: string | null;
	/** Which of the candidates `tab` takes. */
	chosen: number;
}

/** One line of text to edit, checked before it is taken. */
export class EditDialog implements Dialog {
	readonly store: Store<State, State>;

	constructor(
		readonly shell: Shell,
		readonly options: EditOptions,
	) {
		this.store = new Store<State, State>((_, next) => next, {
			field: textField(options.value),
			problem: null,
			chosen: 0,
		});
	}

	subscribe = (listener: () => void): (() => void) => {
		const stops = [this.store.subscribe(listener), this.options.completion?.subscribe(listener)];
		return () => {
			for (const stop of stops) stop?.();
		};
	};

	hints(): Hint[] {
		return [
			{key: 'enter', words: this.options.words?.enter ?? 'make the plan'},
			{key: 'esc', words: 'cancel'},
			...(this.options.completion ? [{key: 'tab', words: 'complete'}] : []),
			{key: '← →', words: 'move'},
			{key: 'ctrl-w', words: 'delete a part'},
		];
	}

	onKey(key: Key) {
		if (key.name === 'escape') return this.#leave();
		const {field, chosen} = this.store.get();
		if (key.name === 'enter') {
			const problem = this.options.check(field.text);
			if (problem !== null) return this.store.dispatch({field, problem, chosen});
			this.#leave();
			return this.options.submit(field.text);
		}
		const candidates = this.options.completion?.candidates(field.text) ?? [];
		const taken = candidates[chosen];
		if (key.name === 'tab') {
			if (taken) this.store.dispatch({field: textField(taken.text), problem: null, chosen: 0});
			return;
		}
		if (key.name === 'up' || key.name === 'down') {
			const to = Math.max(0, Math.min(chosen + (key.name === 'up' ? -1 : 1), candidates.length - 1));
			return this.store.dispatch({field, problem: null, chosen: to});
		}
		const next = typeInto(field, key);
		if (next !== field) this.store.dispatch({field: next, problem: null, chosen: 0});
	}

	#leave(): void {
		if (this.options.back) this.options.back();
		else this.shell.close();
	}

	/** As many as fit under the help, the chosen one among them. */
	#candidateLines(theme: Theme, size: BodySize, {text, chosen}: {text: string; chosen: number}): string[] {
		const candidates = this.options.completion?.candidates(text) ?? [];
		if (candidates.length === 0) return [];
		const room = Math.max(1, size.height - frameRows - this.options.help.length * 2 - 5);
		const top = Math.max(0, chosen - room + 1);
		const lines = candidates.slice(top, top + room).map(({text: whole, note = ''}, index) => {
			const here = top + index === chosen;
			const line = truncate(theme.veil(whole), size.width - 6);
			const beside = truncate(theme.veil(note), Math.max(0, size.width - 8 - widthOf(line)));
			const rest = beside === '' ? '' : `  ${theme.paint('dim', beside)}`;
			return here
				? ` ${theme.paint('accent', theme.symbols.cursor)} ${line}${rest}`
				: `   ${theme.paint('dim', line)}${rest}`;
		});
		return ['', ...lines];
	}

	View = ({size}: {size: BodySize}) => {
		const theme = useTheme();
		const {field, problem, chosen} = useStore(this.store);
		const help = this.options.help.flatMap(text => paragraph(theme, text, size.width, {token: 'dim'}));
		const live = problem ?? this.options.check(field.text);
		const prompt = live ?? this.options.words?.prompt ?? 'enter makes the plan; nothing is changed yet.';
		return (
			<DialogFrame title={this.options.title} prompt={prompt} promptToken={problem ? 'bad' : 'text'} size={size}>
				<Box flexDirection="column">
					<Text> </Text>
					<Text wrap="truncate-end">{` ${theme.paint('accent', theme.symbols.cursor)} ${withCursor(theme.veil(field.text), field.cursor)}`}</Text>
					<Text> </Text>
					{[...help, ...this.#candidateLines(theme, size, {text: field.text, chosen})].map((line, index) => (
						<Text key={index} wrap="truncate-end">
							{line === '' ? ' ' : line}
						</Text>
					))}
				</Box>
			</DialogFrame>
		);
	};
}

/** The real cursor stays hidden: the place is shown underlined, without colour. */
function withCursor(text: string, cursor: number): string {
	const letters = [...new Intl.Segmenter().segment(text)].map(part => safeText(part.segment));
	const under = letters[cursor] ?? ' ';
	const marked = `\u001B[7m${under}\u001B[27m`;
	return letters.slice(0, cursor).join('') + marked + letters.slice(cursor + 1).join('');
}
