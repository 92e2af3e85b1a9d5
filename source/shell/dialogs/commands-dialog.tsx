import {Box, Text} from 'ink';
import {DialogFrame, frameRows} from '../../components/dialog-frame.js';
import {padTo, truncate} from '../../format/width.js';
import {windowTop} from '../../hooks/list-state.js';
import {Store, useStore} from '../../hooks/store.js';
import {type TextField, textField, typeInto} from '../../hooks/text-field.js';
import {type Command, commandsOn, type ScreenId} from '../../keys/commands.js';
import type {Hint} from '../../keys/footer.js';
import {keyLabel} from '../../keys/labels.js';
import {searchCommands} from '../../keys/search.js';
import type {Key} from '../../terminal/key-parser.js';
import {useTheme} from '../../theme/context.js';
import type {Theme} from '../../theme/theme.js';
import type {BodySize, Dialog, Handlers, Shell} from '../shell.js';

interface State {
	field: TextField;
	index: number;
	top: number;
}

/** `?` and `:`: every action with its key and, where it can't be done now, the reason. Enter does it. */
export class CommandsDialog implements Dialog {
	readonly store = new Store<State, State>((_, next) => next, {field: textField(''), index: 0, top: 0});
	readonly #handlers: Handlers;

	constructor(
		readonly shell: Shell,
		readonly screen: ScreenId,
		readonly title: string,
	) {
		this.#handlers = shell.handlers();
	}

	subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

	hints(): Hint[] {
		return [
			{key: 'type', words: 'to search'},
			{key: '↑ ↓', words: 'choose'},
			{key: 'enter', words: 'do it'},
			{key: 'esc', words: 'close'},
		];
	}

	onKey(key: Key) {
		const state = this.store.get();
		const found = this.#found(state.field.text);
		const steps: Record<string, number> = {down: 1, up: -1, 'ctrl-d': 8, pagedown: 8, 'ctrl-u': -8, pageup: -8};
		const step = steps[key.name];
		if (key.name === 'escape') return this.shell.close();
		if (key.name === 'enter') return this.#pick(found[state.index]);
		if (step !== undefined)
			return this.#moveTo(Math.max(0, Math.min(state.index + step, found.length - 1)), found.length);
		const field = typeInto(state.field, key);
		if (field !== state.field) this.store.dispatch({field, index: 0, top: 0});
	}

	#moveTo(index: number, count: number): void {
		const state = this.store.get();
		const height = this.shell.bodySize().height - frameRows;
		this.store.dispatch({...state, index, top: windowTop(state.top, index, height, count)});
	}

	#found(typed: string): Command[] {
		return searchCommands(commandsOn(this.screen), typed);
	}

	#pick(command: Command | undefined): void {
		if (!command) return;
		this.shell.close();
		this.shell.run(command.id);
	}

	View = ({size}: {size: BodySize}) => {
		const theme = useTheme();
		const {field, index, top} = useStore(this.store);
		const found = this.#found(field.text);
		const height = size.height - frameRows;
		const start = windowTop(top, index, height, found.length);
		const chosen = found[index];
		const reason = chosen && this.#reason(chosen);
		const count = `${found.length} of ${commandsOn(this.screen).length}`;
		const prompt = `Search: ${field.text}_   ${reason ? `Not now: ${reason}.` : count}`;
		return (
			<DialogFrame title={this.title} prompt={prompt} size={size}>
				<Box flexDirection="column">
					{found.slice(start, start + height).map((command, row) => (
						<Text key={command.id} wrap="truncate-end">
							{this.#line(command, start + row === index, theme, size.width)}
						</Text>
					))}
				</Box>
			</DialogFrame>
		);
	};

	#line(command: Command, selected: boolean, theme: Theme, width: number): string {
		const reason = this.#reason(command);
		const keys = padTo(command.keys.map(key => keyLabel(key, theme.ascii)).join(' '), 12);
		const words = truncate(command.words, width - 18);
		const mark = command.danger === 'change' ? '(a plan first)' : '';
		const note = truncate(reason ? `not now: ${reason}` : mark, width - 20 - words.length);
		const cursor = selected ? theme.paint('accent', theme.symbols.cursor) : ' ';
		const token = reason ? 'dim' : 'text';
		const line = ` ${cursor} ${theme.paint(reason ? 'dim' : 'key', keys)} ${theme.paint(token, words)}  ${theme.paint('dim', note)}`;
		return selected ? theme.paint('strong', line) : line;
	}

	#reason(command: Command): string | undefined {
		const handler = this.#handlers[command.id];
		return handler ? handler.blocked : 'there is nothing here to do it to';
	}
}
