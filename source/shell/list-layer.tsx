import {Box, Text} from 'ink';
import type {ReactNode} from 'react';
import {paragraph} from '../components/paragraph.js';
import {useStore, type Watchable} from '../hooks/store.js';
import type {Hint} from '../keys/footer.js';
import type {Loaded, Readable} from '../state/resource.js';
import type {Key} from '../terminal/key-parser.js';
import {useTheme} from '../theme/context.js';
import type {Layer} from './layers.js';
import {ListBody} from './list-body.js';
import {ListController, type ListOptions} from './list-controller.js';
import {ListPreview, type Shared, sharedBody} from './list-preview.js';
import type {BodySize, Handlers, ScreenStatus, Shell} from './shell.js';

export interface ListLayerOptions<Row extends object, Data>
	extends Pick<ListOptions<Row>, 'id' | 'idToCopy' | 'columns' | 'link'> {
	shell: Shell;
	title: string | (() => string);
	/** What the rows are called, several of them. */
	noun: string;
	resource: Readable<Data>;
	rows(data: Data): readonly Row[];
	/** Said where there is nothing. */
	empty: string;
	commands?(layer: ListLayer<Row, Data>): Handlers;
	words?: Partial<Record<string, string>>;
	/** More to say in the title line. */
	notes?(data: Data): string[];
	/** What is selected, in full, for beside the list. */
	preview?(row: Row, width: number): string[];
	/** Lines above the list; how many doesn't follow from the width. */
	head?(data: Data, width: number): string[];
	/** Said before there is anything to list; absent: that it is being read. */
	waiting?(width: number): string[];
	/** Whatever else `rows` and the rest go by: a change of that is drawn too. */
	live?: Watchable<unknown>;
	initialFilter?: string;
}

const noRows: readonly never[] = [];
const nothingLive: Watchable<null> = {get: () => null, subscribe: () => () => undefined};

/** A list of what a resource holds. */
export class ListLayer<Row extends object, Data> implements Layer {
	readonly resource: Readable<Data>;
	readonly list: ListController<Row>;
	#rows: {data: Data; live: unknown; rows: readonly Row[]} | null = null;

	constructor(readonly options: ListLayerOptions<Row, Data>) {
		const {shell} = options;
		this.resource = options.resource;
		const reserved = () => {
			const body = shell.bodySize();
			const head = this.#head(body.width).length;
			const shared = this.#shared({...body, height: body.height - head});
			return head + (shared && !shared.beside ? shared.preview.height : 0);
		};
		this.list = new ListController<Row>({...options, reserved, rows: () => this.rows});
		this.resource.subscribe(() => this.list.settle());
		if (options.initialFilter) this.list.setFilter(options.initialFilter);
	}

	get rows(): readonly Row[] {
		const {data} = this.resource.get();
		if (data === null) return noRows;
		const live = this.options.live?.get();
		if (this.#rows?.data !== data || this.#rows.live !== live) {
			this.#rows = {data, live, rows: this.options.rows(data)};
		}
		return this.#rows.rows;
	}

	enter(): void {
		this.resource.need();
	}

	poll(): void {
		this.resource.poll();
	}

	capture(key: Key): boolean {
		return this.list.capture(key);
	}

	typing(): Hint[] | null {
		return this.list.typing();
	}

	setFilter(text: string): void {
		this.list.setFilter(text);
	}

	handlers(): Handlers {
		return {
			...this.list.handlers(),
			refresh: {run: () => this.resource.refresh()},
			...this.#previewHandler(),
			...this.options.commands?.(this),
		};
	}

	words(): Partial<Record<string, string>> {
		return this.options.words ?? {};
	}

	status(): ScreenStatus {
		const loaded = this.resource.get();
		const {data} = loaded;
		const {title} = this.options;
		return {
			...statusOf(loaded),
			title: typeof title === 'string' ? title : title(),
			noun: this.options.noun,
			shown: data === null ? null : this.list.shown.ids.length,
			total: data === null ? null : this.rows.length,
			notes: [...this.list.notes(), ...(data === null ? [] : (this.options.notes?.(data) ?? []))],
		};
	}

	subscribe = (listener: () => void): (() => void) => {
		const {live = nothingLive} = this.options;
		const stops = [this.resource, this.list.store, live].map(source => source.subscribe(listener));
		return () => {
			for (const stop of stops) stop();
		};
	};

	View = ({size}: {size: BodySize}): ReactNode => {
		const loaded = useStore(this.resource);
		const {now} = useStore(this.options.shell.state);
		useStore(this.list.store);
		useStore(this.options.live ?? nothingLive);
		const {waiting} = this.options;
		if (loaded.data === null) return <Waiting loaded={loaded} size={size} lines={waiting?.(size.width)} />;
		const head = this.#head(size.width);
		const height = Math.max(2, size.height - head.length);
		const {preview} = this.options;
		const shared = this.#shared({...size, height});
		const own = shared?.list ?? {width: size.width, height};
		return (
			<Box flexDirection="column">
				{head.map((line, index) => (
					<Text key={index} wrap="truncate-end">
						{line === '' ? ' ' : line}
					</Text>
				))}
				<Box flexDirection={shared?.beside === false ? 'column' : 'row'}>
					<ListBody controller={this.list} size={own} empty={this.#emptyWords()} now={now} />
					{preview && shared && (
						<ListPreview controller={this.list} lines={preview} size={shared.preview} beside={shared.beside} />
					)}
				</Box>
			</Box>
		);
	};

	#head(width: number): string[] {
		const {data} = this.resource.get();
		return data === null ? [] : (this.options.head?.(data, width) ?? []);
	}

	#shared(size: BodySize): Shared | null {
		const wanted = this.options.preview && this.options.shell.state.get().preview;
		return wanted ? sharedBody(size) : null;
	}

	#previewHandler(): Handlers {
		const {shell, preview} = this.options;
		if (!preview) return {};
		const on = !shell.state.get().preview;
		const small = sharedBody(shell.bodySize()) === null;
		return {
			preview: {
				run: () => {
					shell.state.dispatch({type: 'preview', on});
					this.list.settle();
				},
				blocked: small ? 'the screen is too small; enter shows it alone' : undefined,
			},
		};
	}

	#emptyWords(): string {
		return this.rows.length === 0 ? this.options.empty : 'The filter lets none of them through. esc clears it.';
	}
}

/** Age, loading and error of a resource, as a screen's status has them. */
export function statusOf<T>({readAt, loading, partial, error}: Loaded<T>) {
	return {readAt, loading, partial, error: error ? {message: error.message, next: error.next} : null};
}

/** Before there is any data: that it is being read, or why it can't be. */
export function Waiting<T>(properties: {loaded: Loaded<T>; size: BodySize; lines?: string[] | undefined}) {
	const {loaded, size, lines: own} = properties;
	const theme = useTheme();
	const {error} = loaded;
	const lines =
		error && !loaded.loading
			? [
					...paragraph(theme, error.message, size.width, {bullet: theme.symbols.failed, token: 'bad'}),
					...paragraph(theme, `${error.next} r reads again.`, size.width, {indent: 3}),
				]
			: (own ?? paragraph(theme, 'Reading from the server', size.width, {indent: 4, token: 'dim'}));
	return <Text wrap="truncate-end">{`\n${lines.join('\n')}`}</Text>;
}
