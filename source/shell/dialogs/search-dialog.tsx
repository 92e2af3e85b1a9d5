import {Box, Text} from 'ink';
import {DialogFrame, frameRows} from '../../components/dialog-frame.js';
import {paragraph} from '../../components/paragraph.js';
import {padTo, truncate} from '../../format/width.js';
import {windowTop} from '../../hooks/list-state.js';
import {Store, useStore} from '../../hooks/store.js';
import {type TextField, textField, typeInto} from '../../hooks/text-field.js';
import type {Hint} from '../../keys/footer.js';
import type {Key} from '../../terminal/key-parser.js';
import {useTheme} from '../../theme/context.js';
import type {Theme} from '../../theme/theme.js';
import type {BodySize, Dialog, Shell} from '../shell.js';

export interface SearchChoice {
	value: string;
	label: string;
	/** Beside the label; searched too. */
	detail: string;
	/** What to know before choosing it; may be empty. */
	note: string;
}

export interface SearchOptions {
	title: string;
	/** What the choices are called: "people". */
	noun: string;
	choices: readonly SearchChoice[];
	/** Said where nothing matches what was typed. */
	none(typed: string): string;
	submit(value: string): void;
}

interface State {
	field: TextField;
	index: number;
	top: number;
}

/** A choice among many, found by typing. */
export class SearchDialog implements Dialog {
	readonly store = new Store<State, State>((_, next) => next, {field: textField(''), index: 0, top: 0});

	constructor(
		readonly shell: Shell,
		readonly options: SearchOptions,
	) {}

	subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

	hints(): Hint[] {
		return [
			{key: 'type', words: 'to search'},
			{key: '↑ ↓', words: 'choose'},
			{key: 'enter', words: 'take'},
			{key: 'esc', words: 'cancel'},
		];
	}

	onKey(key: Key) {
		const state = this.store.get();
		const found = searchChoices(this.options.choices, state.field.text);
		const height = this.shell.bodySize().height - frameRows;
		const steps: Record<string, number> = {down: 1, up: -1, pagedown: height, pageup: -height};
		const step = steps[key.name];
		if (key.name === 'escape') return this.shell.close();
		if (key.name === 'enter') return this.#take(found[state.index]);
		if (step !== undefined) {
			const index = Math.max(0, Math.min(state.index + step, found.length - 1));
			return this.store.dispatch({...state, index, top: windowTop(state.top, index, height, found.length)});
		}
		const field = typeInto(state.field, key);
		if (field !== state.field) this.store.dispatch({field, index: 0, top: 0});
	}

	#take(choice: SearchChoice | undefined): void {
		if (!choice) return;
		this.shell.close();
		this.options.submit(choice.value);
	}

	View = ({size}: {size: BodySize}) => {
		const theme = useTheme();
		const {field, index, top} = useStore(this.store);
		const {title, choices, noun, none} = this.options;
		const found = searchChoices(choices, field.text);
		const height = size.height - frameRows;
		const start = windowTop(top, index, height, found.length);
		const lines =
			found.length === 0
				? paragraph(theme, none(field.text), size.width)
				: found
						.slice(start, start + height)
						.map((choice, row) => choiceLine(choice, start + row === index, theme, size.width));
		const prompt = `Search: ${field.text}_   ${found.length} of ${choices.length} ${noun}`;
		return (
			<DialogFrame title={title} prompt={prompt} size={size}>
				<Box flexDirection="column">
					{lines.map((line, row) => (
						<Text key={row} wrap="truncate-end">
							{line}
						</Text>
					))}
				</Box>
			</DialogFrame>
		);
	};
}

/** Those that hold every word typed; where the label begins with it, first. */
export function searchChoices(choices: readonly SearchChoice[], typed: string): readonly SearchChoice[] {
	const text = typed.trim().toLowerCase();
	if (text === '') return choices;
	const words = text.split(/\s+/);
	const fitting = choices.filter(({label, detail}) => {
		const whole = `${label} ${detail}`.toLowerCase();
		return words.every(word => whole.includes(word));
	});
	const first = (choice: SearchChoice) => Number(choice.label.toLowerCase().startsWith(text));
	return fitting.toSorted((a, b) => first(b) - first(a));
}

function choiceLine({label, detail, note}: SearchChoice, selected: boolean, theme: Theme, width: number): string {
	const labelWidth = Math.min(34, Math.floor(width * 0.4));
	const rest = truncate(note === '' ? detail : `${detail}  (${note})`, width - labelWidth - 6);
	const cursor = selected ? theme.paint('accent', theme.symbols.cursor) : ' ';
	const name = padTo(label, labelWidth);
	const line = ` ${cursor} ${selected ? theme.paint('strong', name) : name}  `;
	return `${line}${selected ? rest : theme.paint('dim', rest)}`;
}
