import {Box, Text} from 'ink';
import {DialogFrame} from '../../components/dialog-frame.js';
import {paragraph} from '../../components/paragraph.js';
import {Store, useStore} from '../../hooks/store.js';
import {type TextField, textField, typeInto} from '../../hooks/text-field.js';
import type {Hint} from '../../keys/footer.js';
import type {Key} from '../../terminal/key-parser.js';
import {useTheme} from '../../theme/context.js';
import type {BodySize, Dialog, Shell} from '../shell.js';

export interface EditOptions {
	title: string;
	/** What is to be typed, and how. */
	help: string[];
	value: string;
	/** What is wrong with it, in a sentence; null where nothing is. */
	check(text: string): string | null;
	submit(text: string): void;
}

interface State {
	field: TextField;
	problem: string | null;
}

/** One line of text to edit, checked before it is taken. */
export class EditDialog implements Dialog {
	readonly store: Store<State, State>;

	constructor(
		readonly shell: Shell,
		readonly options: EditOptions,
	) {
		this.store = new Store<State, State>((_, next) => next, {field: textField(options.value), problem: null});
	}

	subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

	hints(): Hint[] {
		return [
			{key: 'enter', words: 'make the plan'},
			{key: 'esc', words: 'cancel'},
			{key: '← →', words: 'move'},
			{key: 'ctrl-w', words: 'delete a part'},
		];
	}

	onKey(key: Key) {
		if (key.name === 'escape') return this.shell.close();
		const {field} = this.store.get();
		if (key.name === 'enter') {
			const problem = this.options.check(field.text);
			if (problem !== null) return this.store.dispatch({field, problem});
			this.shell.close();
			return this.options.submit(field.text);
		}
		const next = typeInto(field, key);
		if (next !== field) this.store.dispatch({field: next, problem: null});
	}

	View = ({size}: {size: BodySize}) => {
		const theme = useTheme();
		const {field, problem} = useStore(this.store);
		const help = this.options.help.flatMap(text => paragraph(theme, text, size.width, {token: 'dim'}));
		const live = problem ?? this.options.check(field.text);
		const prompt = live ?? 'enter makes the plan; nothing is changed yet.';
		return (
			<DialogFrame title={this.options.title} prompt={prompt} promptToken={problem ? 'bad' : 'text'} size={size}>
				<Box flexDirection="column">
					<Text> </Text>
					<Text wrap="truncate-end">{` ${theme.paint('accent', theme.symbols.cursor)} ${withCursor(field)}`}</Text>
					<Text> </Text>
					{help.map((line, index) => (
						<Text key={index} wrap="truncate-end">
							{line}
						</Text>
					))}
				</Box>
			</DialogFrame>
		);
	};
}

/** The real cursor stays hidden: the place is shown underlined, without colour. */
function withCursor(field: TextField): string {
	const letters = [...new Intl.Segmenter().segment(field.text)].map(part => part.segment);
	const under = letters[field.cursor] ?? ' ';
	const marked = `\u001B[7m${under}\u001B[27m`;
	return letters.slice(0, field.cursor).join('') + marked + letters.slice(field.cursor + 1).join('');
}
