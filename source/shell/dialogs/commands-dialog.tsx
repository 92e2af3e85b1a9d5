import {Box, Text} from 'ink';
import {DialogFrame, frameRows} from '../../components/dialog-frame.js';
import {padTo, truncate, widthOf} from '../../format/width.js';
import {windowTop} from '../../hooks/list-state.js';
import {Store, useStore} from '../../hooks/store.js';
import {type TextField, textField, typeInto} from '../../hooks/text-field.js';
import {type Command, commands, commandsOn, type ScreenId, screens} from '../../keys/commands.js';
import type {Hint} from '../../keys/footer.js';
import {keyLabel} from '../../keys/labels.js';
import {type Findable, search} from '../../keys/search.js';
import type {Key} from '../../terminal/key-parser.js';
import {useTheme} from '../../theme/context.js';
import type {Theme} from '../../theme/theme.js';
import type {BodySize, Dialog, Shell} from '../shell.js';

interface State {
	field: TextField;
	index: number;
	top: number;
}

/** One line of the dialog: what it says, and what enter does. */
interface Entry extends Findable {
	/** Behind the words, where there is something to know. */
	note: string;
	/** Why it can't be done now. */
	blocked?: string | undefined;
	run(): void;
}

/** `here`: what keys do on this screen (`?`). `everything`: that, and all other screens' actions and places (`:`). */
export type Scope = 'here' | 'everything';

const titles: Record<Scope, string> = {here: 'Keys', everything: 'Actions and places'};

/** `?` and `:`: actions with their keys and, where one can't be done now, the reason. Enter does it. */
export class CommandsDialog implements Dialog {
	readonly store = new Store<State, State>((_, next) => next, {field: textField(''), index: 0, top: 0});
	readonly #entries: readonly Entry[];

	constructor(
		readonly shell: Shell,
		screen: ScreenId,
		readonly scope: Scope,
	) {
		const here = entriesHere(shell, screen);
		this.#entries = scope === 'here' ? here : [...here, ...entriesElsewhere(shell, screen), ...entriesOfPlaces(shell)];
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
		const found = search(this.#entries, state.field.text);
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

	#pick(entry: Entry | undefined): void {
		if (!entry) return;
		this.shell.close();
		entry.run();
	}

	View = ({size}: {size: BodySize}) => {
		const theme = useTheme();
		const {field, index, top} = useStore(this.store);
		const found = search(this.#entries, field.text);
		const height = size.height - frameRows;
		const start = windowTop(top, index, height, found.length);
		const blocked = found[index]?.blocked;
		const count = `${found.length} of ${this.#entries.length}`;
		const prompt = `Search: ${field.text}_   ${blocked ? `Not now: ${blocked}.` : count}`;
		return (
			<DialogFrame title={titles[this.scope]} prompt={prompt} size={size}>
				<Box flexDirection="column">
					{found.slice(start, start + height).map((entry, row) => (
						<Text key={row} wrap="truncate-end">
							{entryLine(entry, start + row === index, theme, size.width)}
						</Text>
					))}
				</Box>
			</DialogFrame>
		);
	};
}

function fromCommand({id, keys, words, category, danger}: Command): Omit<Entry, 'run'> {
	return {id, keys, words, category, note: danger === 'change' ? '(a plan first)' : ''};
}

/** What the screen knows how to do: what it doesn't at all, like sorting a log, is not listed. */
function entriesHere(shell: Shell, screen: ScreenId): Entry[] {
	const handlers = shell.handlers();
	return commandsOn(screen).flatMap(command => {
		const handler = handlers[command.id];
		if (!handler) return [];
		return [{...fromCommand(command), blocked: handler.blocked, run: () => shell.run(command.id)}];
	});
}

/** Actions of other screens: enter goes there, where one sees what they would act on. */
function entriesElsewhere(shell: Shell, screen: ScreenId): Entry[] {
	return commands.flatMap(command => {
		const home = command.on?.includes(screen) ? undefined : screens.find(({id}) => command.on?.includes(id));
		if (!home) return [];
		return [{...fromCommand(command), note: `on ${home.title}: enter goes there`, run: () => shell.go(home.id)}];
	});
}

function entriesOfPlaces(shell: Shell): Entry[] {
	return shell.places().map(({words, run}) => ({id: words, keys: [], words, category: 'Places', note: '', run}));
}

function entryLine({keys, words, note, blocked}: Entry, selected: boolean, theme: Theme, width: number): string {
	const labels = padTo(keys.map(key => keyLabel(key, theme.ascii)).join(' '), 12);
	const text = truncate(words, width - 18);
	const rest = truncate(blocked ? `not now: ${blocked}` : note, width - 20 - widthOf(text));
	const cursor = selected ? theme.paint('accent', theme.symbols.cursor) : ' ';
	const line = ` ${cursor} ${theme.paint(blocked ? 'dim' : 'key', labels)} ${theme.paint(blocked ? 'dim' : 'text', text)}  ${theme.paint('dim', rest)}`;
	return selected ? theme.paint('strong', line) : line;
}
