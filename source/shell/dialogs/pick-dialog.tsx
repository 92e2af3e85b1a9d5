import {Box, Text} from 'ink';
import SelectInput from 'ink-select-input';
import {useEffect} from 'react';
import {DialogFrame, frameRows} from '../../components/dialog-frame.js';
import {paragraph} from '../../components/paragraph.js';
import {truncate} from '../../format/width.js';
import {Store, useStore} from '../../hooks/store.js';
import type {Hint} from '../../keys/footer.js';
import type {Key} from '../../terminal/key-parser.js';
import {useTheme} from '../../theme/context.js';
import type {BodySize, Dialog, Shell} from '../shell.js';

export interface Choice {
	value: string;
	label: string;
}

export interface PickOptions {
	title: string;
	help: string;
	/** Read while the dialog is already there: keys typed meanwhile must not reach what lies behind. */
	choices: Promise<readonly Choice[]>;
	/** Label that is chosen now, to begin at. */
	current?: string | undefined;
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
			{key: 'enter', words: 'make the plan'},
			{key: 'esc', words: 'cancel'},
		];
	}

	onKey(key: Key) {
		if (key.name === 'escape' || key.name === 'q') return this.shell.close();
		if (this.#ahead) this.#ahead.push(key);
		else this.shell.forward(key);
	}

	#listTakesKeys(): void {
		const ahead = this.#ahead ?? [];
		this.#ahead = null;
		for (const key of ahead) this.shell.forward(key);
	}

	View = ({size}: {size: BodySize}) => {
		const theme = useTheme();
		const {title, help, current, submit} = this.options;
		const choices = useStore(this.store);
		const lines = paragraph(theme, help, size.width, {token: 'dim'});
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
			<DialogFrame title={title} prompt="enter makes the plan; nothing is changed yet." promptToken="text" size={size}>
				<Text wrap="truncate-end">{lines.join('\n')}</Text>
				<Text> </Text>
				<Box paddingLeft={2}>
					{choices.length === 0 ? (
						<Text>{theme.paint('dim', 'Reading what there is to choose from')}</Text>
					) : (
						<SelectInput
							items={[...choices]}
							initialIndex={initial}
							limit={Math.max(1, size.height - frameRows - lines.length - 1)}
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

function ItemLine({label, isSelected = false}: {label: string; isSelected?: boolean}) {
	const theme = useTheme();
	const text = truncate(label, 70);
	return <Text wrap="truncate-end">{isSelected ? theme.paint('strong', text) : text}</Text>;
}
