import {Box, Text} from 'ink';
import SelectInput from 'ink-select-input';
import {useEffect} from 'react';
import {DialogFrame, frameRows} from '../../components/dialog-frame.js';
import {paragraph} from '../../components/paragraph.js';
import {padTo, truncate, widthOf} from '../../format/width.js';
import {Store, useStore} from '../../hooks/store.js';
import type {Hint} from '../../keys/footer.js';
import type {Key} from '../../terminal/key-parser.js';
import {useTheme} from '../../theme/context.js';
import type {BodySize, Dialog, Shell} from '../shell.js';

export interface Choice {
	value: string;
	label: string;
	/** A line on what it means. */
	detail?: string;
}

export interface PickOptions {
	title: string;
	help: string;
	/** Read while the dialog is already there: keys typed meanwhile must not reach what lies behind. */
	choices: Promise<readonly Choice[]>;
	/** Label that is chosen now, to begin at. */
	current?: string | undefined;
	/** The last row, where picking is not the last step before the plan. */
	prompt?: string;
	submit(value: string): void;
}

/** A choice among few, by ink-select-input. */
export class PickDialog implements Dialog {
	readonly store = new Store<readonly Choice[], readonly Choice[]>((_, next) => next, []);

	/** Typed before there was anything to choose from; null once the list takes keys itself. */
	#ahead: Key[] | null = [];

	constructor(
		readonly shell: Shell,
		readonly options: PickOptions,
	) {
		options.choices.then(this.store.dispatch, (error: unknown) => {
			shell.close();
			shell.fail(error);
		});
	}

	subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

	hints(): Hint[] {
		return [
			{key: 'j k', words: 'choose'},
			{key: 'enter', words: 'take'},
			...(this.#numbered() ? [{key: '1-9', words: 'take at once'}] : []),
			{key: 'esc', words: 'cancel'},
		];
	}

	onKey(key: Key) {
		if (key.name === 'escape' || key.name === 'q') return this.shell.close();
		if (this.#ahead) this.#ahead.push(key);
		else this.#forward(key);
	}

	#listTakesKeys(): void {
		const ahead = this.#ahead ?? [];
		this.#ahead = null;
		for (const key of ahead) this.#forward(key);
	}

	/** Numbers mean lines on the screen: where some are hidden, they could mean another choice. */
	#forward(key: Key): void {
		if (!/^\d$/.test(key.name) || this.#numbered()) this.shell.forward(key);
	}

	#helpLines({width}: BodySize): string[] {
		return paragraph(this.shell.theme, this.options.help, width, {token: 'dim'});
	}

	#room(size: BodySize): number {
		return Math.max(1, size.height - frameRows - this.#helpLines(size).length - 1);
	}

	#numbered(size = this.shell.bodySize()): boolean {
		return this.store.get().length <= Math.min(9, this.#room(size));
	}

	View = ({size}: {size: BodySize}) => {
		const theme = useTheme();
		const {title, current, prompt = 'enter makes the plan; nothing is changed yet.', submit} = this.options;
		const choices = useStore(this.store);
		useEffect(() => {
			// The list below listens by now: its effects come before these.
			if (choices.length > 0) this.#listTakesKeys();
		}, [choices]);
		const initial = Math.max(
			0,
			choices.findIndex(choice => choice.label === current),
		);
		const pick = (item: Choice) => {
			this.shell.close();
			submit(item.value);
		};
		return (
			<DialogFrame title={title} prompt={prompt} promptToken="text" size={size}>
				<Text wrap="truncate-end">{this.#helpLines(size).join('\n')}</Text>
				<Text> </Text>
				<Box paddingLeft={2}>
					{choices.length === 0 ? (
						<Text>{theme.paint('dim', 'Reading what there is to choose from')}</Text>
					) : (
						<SelectInput
							items={linesOf(choices, this.#numbered(size), size.width)}
							initialIndex={initial}
							limit={this.#room(size)}
							onSelect={pick}
							indicatorComponent={Indicator}
							itemComponent={ItemLine}
						/>
					)}
				</Box>
			</DialogFrame>
		);
	};
}

function Indicator({isSelected = false}: {isSelected?: boolean}) {
	const theme = useTheme();
	return <Text>{isSelected ? `${theme.paint('accent', theme.symbols.cursor)} ` : '  '}</Text>;
}

interface Line extends Choice {
	/** Columns of the terminal for the label, and for all of it. */
	labelWidth: number;
	width: number;
}

/** The choices as ink-select-input hands them to `ItemLine`. */
function linesOf(choices: readonly Choice[], numbered: boolean, width: number): Line[] {
	const labels = choices.map(({label}, index) => truncate(numbered ? `${index + 1}  ${label}` : label, 30));
	const labelWidth = Math.max(0, ...labels.map(widthOf));
	return choices.map((choice, index) => ({...choice, label: labels[index] ?? '', labelWidth, width: width - 5}));
}

function ItemLine({label, isSelected = false, ...line}: Partial<Line> & {label: string; isSelected?: boolean}) {
	const theme = useTheme();
	const {detail = '', labelWidth = 0, width = 0} = line;
	const text = padTo(label, labelWidth);
	const rest = truncate(detail, width - labelWidth - 2);
	return (
		<Text wrap="truncate-end">{`${isSelected ? theme.paint('strong', text) : text}  ${theme.paint('dim', rest)}`}</Text>
	);
}
