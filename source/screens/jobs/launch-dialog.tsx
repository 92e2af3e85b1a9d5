import {Text} from 'ink';
import {DialogFrame, frameRows} from '../../components/dialog-frame.js';
import {paragraph} from '../../components/paragraph.js';
import {padTo, truncate, widthOf} from '../../format/width.js';
import {Store, useStore} from '../../hooks/store.js';
import type {Hint} from '../../keys/footer.js';
import type {LaunchDraft, LaunchRequest} from '../../operations/index.js';
import type {BodySize, Dialog, Shell} from '../../shell/shell.js';
import type {Key} from '../../terminal/key-parser.js';
import {useTheme} from '../../theme/context.js';
import type {Theme} from '../../theme/theme.js';
import {editsOf, type FormRow, formReducer, type Lack, type LaunchForm, launchForm, rowAt} from './launch-form.js';

interface Ready {
	draft: LaunchDraft;
	form: LaunchForm;
}

/** Rows at the foot that tell of the row at the cursor. */
const helpRows = 3;

/**
 * The form of a new run: every setting of the gear, its inputs, whether it goes to the cluster,
 * its label. It starts from the job before, or on a session from what the gear was last given.
 */
export class LaunchDialog implements Dialog {
	readonly store = new Store<Ready | null, Ready>((_, next) => next, null);

	constructor(
		readonly shell: Shell,
		readonly request: LaunchRequest,
		lack: Lack,
	) {
		shell.operations.draftLaunch(request).then(
			draft => this.store.dispatch({draft, form: launchForm(draft, lack)}),
			(error: unknown) => {
				shell.close();
				shell.fail(error);
			},
		);
	}

	subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

	hints(): Hint[] {
		const form = this.store.get()?.form;
		if (!form) return [{key: 'esc', words: 'cancel'}];
		if (form.field) {
			return [
				{key: 'enter', words: 'take it'},
				{key: 'esc', words: 'leave it as it was'},
				{key: 'ctrl-u', words: 'empty it'},
			];
		}
		return [
			{key: 'p', words: 'make the plan'},
			{key: 'enter', words: rowAt(form)?.choices ? 'next value' : 'edit'},
			{key: 'x', words: 'as before'},
			{key: 'esc', words: 'cancel'},
			{key: 'j k', words: 'move'},
		];
	}

	onKey(key: Key) {
		const ready = this.store.get();
		if (!ready) return key.name === 'escape' ? this.shell.close() : undefined;
		if (ready.form.field) return this.#typed(key);
		const moves: Record<string, number> = {
			...{j: 1, down: 1, k: -1, up: -1, g: -1000, home: -1000, G: 1000, end: 1000},
			...{'ctrl-d': 8, pagedown: 8, 'ctrl-u': -8, pageup: -8},
		};
		const by = moves[key.name];
		if (by !== undefined) return this.#do({type: 'move', by});
		if (key.name === 'enter' || key.name === 'e') return this.#do({type: 'edit'});
		if (key.name === 'right' || key.name === 'l' || key.name === 'space') return this.#do({type: 'turn', by: 1});
		if (key.name === 'left' || key.name === 'h') return this.#do({type: 'turn', by: -1});
		if (key.name === 'x') return this.#do({type: 'restore'});
		if (key.name === 'p') return this.#plan(ready);
		if (key.name === 'escape' || key.name === 'q') return this.shell.close();
	}

	#typed(key: Key): void {
		if (key.name === 'enter') this.#do({type: 'take'});
		else if (key.name === 'escape') this.#do({type: 'leave'});
		else this.#do({type: 'key', key});
	}

	#do(action: Parameters<typeof formReducer>[1]): void {
		const ready = this.store.get();
		if (ready) this.store.dispatch({...ready, form: formReducer(ready.form, action)});
	}

	#plan({draft, form}: Ready): void {
		const request = {...this.request, ...editsOf(form, draft)};
		// What was typed is worth keeping where the plan is refused or not wanted.
		this.shell.plan(`Launching ${draft.title}`, () => this.shell.operations.planLaunch([request]), this);
	}

	View = ({size}: {size: BodySize}) => {
		const theme = useTheme();
		const ready = useStore(this.store);
		if (!ready) {
			return (
				<DialogFrame title="A new run" prompt="esc cancels." promptToken="dim" size={size}>
					<Text>
						{paragraph(theme, 'Reading the gear and what it was given', size.width, {token: 'dim'}).join('\n')}
					</Text>
				</DialogFrame>
			);
		}
		const {draft, form} = ready;
		const changed = form.rows.filter(({text, was}) => text !== was).length;
		const words = `${changed === 0 ? 'Nothing' : changed} changed. p makes the plan; nothing is launched yet.`;
		return (
			<DialogFrame
				title={`A new run: ${draft.title}`}
				prompt={form.problem ?? words}
				promptToken={form.problem ? 'bad' : 'text'}
				size={size}
			>
				<Text wrap="truncate-end">{formLines(form, draft, size, theme).join('\n')}</Text>
			</DialogFrame>
		);
	};
}

function formLines(form: LaunchForm, draft: LaunchDraft, size: BodySize, theme: Theme): string[] {
	const notes = draft.notes.flatMap(text =>
		paragraph(theme, text, size.width, {bullet: theme.symbols.warning, token: 'caution'}),
	);
	const room = Math.max(1, size.height - frameRows - helpRows - 1 - notes.length);
	const top = Math.max(0, Math.min(form.cursor - Math.floor(room / 2), form.rows.length - room));
	const nameWidth = Math.min(32, Math.max(...form.rows.map(({name}) => widthOf(name)), 1));
	const rows = form.rows.slice(top, top + room).map((row, index) => {
		const here = top + index === form.cursor;
		return rowLine(row, {here, field: here ? form.field : null, nameWidth, width: size.width}, theme);
	});
	const help = paragraph(theme, rowAt(form)?.help ?? '', size.width, {token: 'dim'}).slice(0, helpRows);
	return [...notes, ...rows, ...Array.from({length: room - rows.length}, () => ' '), ' ', ...help];
}

interface RowPlace {
	here: boolean;
	field: LaunchForm['field'];
	nameWidth: number;
	width: number;
}

function rowLine(row: FormRow, {here, field, nameWidth, width}: RowPlace, theme: Theme): string {
	const {paint, symbols} = theme;
	const room = Math.max(10, width - nameWidth - 6);
	const mark = here ? paint('accent', symbols.cursor) : ' ';
	const name = paint(here ? 'strong' : 'text', padTo(row.name, nameWidth));
	if (field) return ` ${mark} ${name}  ${withCursor(field.text, field.cursor, room)}`;
	const text = row.text === '' ? '(empty)' : row.text;
	if (row.text === row.was) return ` ${mark} ${name}  ${paint(row.text === '' ? 'dim' : 'text', truncate(text, room))}`;
	const was = `  was ${row.was === '' ? '(empty)' : row.was}`;
	const value = truncate(text, Math.max(8, room - Math.min(widthOf(was), 24)));
	return ` ${mark} ${name}  ${paint('place', value)}${paint('dim', truncate(was, room - widthOf(value)))}`;
}

/** The end of a long text stays in sight; the cursor is shown inverted, without colour. */
function withCursor(text: string, cursor: number, room: number): string {
	const letters = [...new Intl.Segmenter().segment(text)].map(part => part.segment);
	const from = Math.max(0, cursor - room + 2);
	const before = truncate(letters.slice(from, cursor).join(''), room);
	const after = truncate(letters.slice(cursor + 1).join(''), Math.max(0, room - widthOf(before) - 1));
	return `${before}\u001B[7m${truncate(letters[cursor] ?? ' ', 2)}\u001B[27m${after}`;
}

/** Opens the form of a new run: after a job, or on a session where the gear may never have run. */
export function openLaunch(shell: Shell, request: LaunchRequest, lack: Lack = {needs: [], measured: null}): void {
	shell.open(new LaunchDialog(shell, request, lack));
}
