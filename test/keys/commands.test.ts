import {existsSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {commandForKey, commands, commandsOn, screens} from '../../source/keys/commands.js';
import {fitHints, footerHints} from '../../source/keys/footer.js';
import {readmeTable, tableEnd, tableStart, withKeyTable} from '../../source/keys/readme-table.js';
import {search} from '../../source/keys/search.js';

const readme = new URL('../../readme.md', import.meta.url);

describe('the command table', () => {
	it('gives every command its own id, a key and words', () => {
		expect(new Set(commands.map(command => command.id)).size).toBe(commands.length);
		for (const command of commands) {
			expect(command.keys.length, command.id).toBeGreaterThan(0);
			expect(command.words, command.id).not.toBe('');
		}
	});

	it('means one thing by each key of a screen', () => {
		for (const {id} of screens) {
			const keys = commandsOn(id).flatMap(command => command.keys);
			const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
			expect(twice, id).toEqual([]);
		}
	});

	it('never confirms with the key that asked: y belongs to no command that changes anything', () => {
		const changing = commands.filter(command => command.danger === 'change');
		expect(changing.length).toBeGreaterThan(0);
		expect(changing.flatMap(command => command.keys)).not.toContain('y');
	});

	it('leaves ctrl-letters to moving: terminals and tmux have their own use for them', () => {
		const control = commands.filter(command => command.keys.some(key => key.startsWith('ctrl-')));
		expect(control.every(command => command.danger === 'none')).toBe(true);
	});

	it('finds a command by its key on one screen, and not on another', () => {
		expect(commandForKey('unsorted', 'm')?.id).toBe('move');
		expect(commandForKey('jobs', 'm')).toBeUndefined();
		expect(commandForKey('jobs', 'pagedown')?.id).toBe('half-down');
	});
});

describe('the footer', () => {
	const all = new Set(commands.map(command => command.id));

	it.each([60, 80, 100, 200])('fits %i columns, and always leads out', width => {
		const hints = footerHints('unsorted', all, width);
		const size = hints.reduce((sum, hint) => sum + hint.key.length + 1 + hint.words.length + 2, -2);
		expect(size).toBeLessThanOrEqual(width);
		expect(hints.slice(-2).map(hint => hint.key)).toEqual(['?', 'q']);
	});

	it('shows what can be done, in the words of the screen', () => {
		const hints = footerHints('brief', new Set(['open', 'undo', 'quit']), 80, {open: 'details'});
		expect(hints).toEqual([
			{key: 'enter', words: 'details'},
			{key: 'z', words: 'undo'},
			{key: 'q', words: 'quit'},
		]);
	});

	it('keeps the place of what depends on the row, marked where it can’t be done', () => {
		const possible = footerHints('jobs', new Set(['retry', 'open']), 80);
		const blocked = footerHints('jobs', new Set(['open']), 80);
		expect(blocked.map(hint => hint.key)).toEqual(possible.map(hint => hint.key));
		expect(possible.find(hint => hint.key === 'R')?.blocked).toBeUndefined();
		expect(blocked.find(hint => hint.key === 'R')?.blocked).toBe(true);
	});

	it('goes on to a shorter hint where a longer one has no room', () => {
		expect(
			fitHints(
				[
					{key: 'a', words: 'much too long for this'},
					{key: 'b', words: 'ok'},
				],
				8,
			),
		).toHaveLength(1);
	});
});

describe('search', () => {
	it('finds by words in any order, by category and by key', () => {
		const on = commandsOn('unsorted');
		expect(search(on, 'marked move')[0]?.id).toBe('move-marked');
		expect(search(on, 'esc').some(command => command.id === 'back')).toBe(true);
		expect(search(on, 'nothing like it')).toEqual([]);
	});
});

describe("the readme's key table", () => {
	it('holds every command', () => {
		const table = readmeTable();
		for (const command of commands.filter(({category}) => category !== 'Go to')) {
			expect(table).toContain(command.words.replaceAll('|', '\\|'));
		}
		for (const screen of screens) expect(table).toContain(`\`${screen.key}\` ${screen.title}`);
	});

	it('replaces what stands between the marks, and says where there are none', () => {
		const made = withKeyTable(`# x\n${tableStart}\nWHAT STOOD THERE\n${tableEnd}\nrest\n`);
		expect(made).not.toContain('WHAT STOOD THERE');
		expect(made.endsWith(`${tableEnd}\nrest\n`)).toBe(true);
		expect(withKeyTable(made)).toBe(made);
		expect(() => withKeyTable('# x')).toThrow(/must hold/);
	});

	it.skipIf(!existsSync(readme))('is as new as the command table (`npm run docs` makes it so)', () => {
		const text = readFileSync(readme, 'utf8');
		expect(withKeyTable(text)).toBe(text);
	});
});
