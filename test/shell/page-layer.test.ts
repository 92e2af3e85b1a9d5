import {describe, expect, it} from 'vitest';
import type {PageLine} from '../../source/format/page.js';
import {Store} from '../../source/hooks/store.js';
import {PageLayer} from '../../source/shell/page-layer.js';
import type {Shell} from '../../source/shell/shell.js';
import {initialShell, shellReducer} from '../../source/shell/shell-state.js';
import type {Loaded, Readable} from '../../source/state/resource.js';
import {createTheme} from '../../source/theme/theme.js';

const size = {columns: 80, rows: 24};

/** As much of a dashboard as a page asks for. */
function shell(): Shell {
	const start = {...initialShell, size, readOnly: false, now: 0};
	const made: Partial<Shell> = {
		state: new Store(shellReducer, start),
		theme: createTheme({color: false, ascii: false}),
		bodySize: () => ({width: 80, height: 18}),
	};
	return made as Shell;
}

interface Log {
	over: boolean;
	lines: PageLine[];
}

/** Something read already, which counts how often it is asked to be read again. */
function readable(data: Log) {
	let polls = 0;
	const listeners = new Set<() => void>();
	const state = {readAt: 0, loading: false, error: null, outdated: false, partial: false};
	let loaded: Loaded<Log> = {...state, data};
	const resource: Readable<Log> = {
		get: () => loaded,
		subscribe: listener => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		need: () => undefined,
		refresh: () => undefined,
		poll: () => {
			polls += 1;
		},
	};
	const become = (next: Log) => {
		loaded = {...state, data: next};
		for (const listener of listeners) listener();
	};
	return {resource, become, polls: () => polls};
}

function page(resource: Readable<Log>): PageLayer<Log> {
	return new PageLayer<Log>({
		shell: shell(),
		title: 'Log',
		resource,
		lines: ({lines}) => lines,
		atEnd: true,
		grows: ({over}) => !over,
	});
}

/** Lines that count how often anybody looks at their text. */
function countedLines(count: number) {
	let looks = 0;
	const lines = Array.from({length: count}, (_, index) => ({
		get text() {
			looks += 1;
			return index % 1000 === 0 ? `line ${index} ERROR` : `line ${index}`;
		},
	}));
	const during = (act: () => void): number => {
		const before = looks;
		act();
		return looks - before;
	};
	return {lines, during};
}

describe('a page of a hundred thousand lines', () => {
	it('looks at a screenful for each key, whichever way one goes', () => {
		const {lines, during} = countedLines(100_000);
		const layer = page(readable({over: true, lines}).resource);
		const run = (id: string) => () => layer.handlers()[id]?.run();
		for (const id of ['up', 'half-up', 'top', 'down', 'half-down', 'wrap', 'wrap', 'bottom']) {
			expect(during(run(id)), id).toBeLessThan(500);
		}
	});

	it('is looked through once for what is searched, not again for each step', () => {
		const {lines, during} = countedLines(100_000);
		const layer = page(readable({over: true, lines}).resource);
		layer.handlers().filter?.run();
		layer.capture({name: 'paste', text: 'error'});
		layer.capture({name: 'enter', text: ''});
		expect(layer.store.get().find?.line).toBe(0);
		for (const line of [1000, 2000, 3000]) {
			expect(during(() => layer.handlers()['next-match']?.run())).toBeLessThan(500);
			expect(layer.store.get().find?.line).toBe(line);
		}
	});
});

describe('a text that grows', () => {
	const lines = [{text: 'one'}];

	it('is read again by itself as long as more may come, and not after', () => {
		const {resource, become, polls} = readable({over: false, lines});
		const layer = page(resource);
		layer.poll();
		expect(polls()).toBe(1);
		become({over: true, lines});
		layer.poll();
		expect(polls()).toBe(1);
	});
});

describe('esc', () => {
	it('ends the search first, and leaves the page to whoever opened it only then', () => {
		const layer = page(readable({over: true, lines: [{text: 'one'}]}).resource);
		expect(layer.handlers().back?.blocked).toBeDefined();
		layer.handlers().filter?.run();
		layer.capture({name: 'o', text: 'o'});
		layer.capture({name: 'enter', text: ''});
		expect(layer.handlers().back?.blocked).toBeUndefined();
		layer.handlers().back?.run();
		expect(layer.handlers().back?.blocked).toBeDefined();
	});
});
