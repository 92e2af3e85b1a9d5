import {describe, expect, it} from 'vitest';
import {noteText, parseDay, readableNote, setAsideOf} from '../../source/model/notes.js';

const now = new Date(2026, 10, 25, 9);
const note = (text: string, created: string, user = 'pi@lab.example') => ({id: created, text, user, created});

describe('what notes say of waiting', () => {
	const aside = note('[flydeck: aside until 2026-12-01] The form is missing', '2026-11-20T10:00:00Z');

	it('is read back whoever wrote it, and ends on the day', () => {
		expect(setAsideOf([aside], now)).toEqual({until: '2026-12-01', text: 'The form is missing', by: 'pi@lab.example'});
		expect(setAsideOf([aside], new Date(2026, 10, 30, 23))).not.toBeNull();
		expect(setAsideOf([aside], new Date(2026, 11, 1, 0))).toBeNull();
	});

	it('goes by the newest word, and by none that only looks like one', () => {
		const again = note('[flydeck: waits again]', '2026-11-21T10:00:00Z');
		expect(setAsideOf([again, aside], now)).toBeNull();
		const later = note('[flydeck: aside until 2027-01-01]', '2026-11-22T10:00:00Z', 'ra1@lab.example');
		expect(setAsideOf([later, aside, again], now)).toMatchObject({until: '2027-01-01', by: 'ra1@lab.example'});
		expect(setAsideOf([note('aside until 2027-01-01', '2026-11-22T10:00:00Z')], now)).toBeNull();
	});

	it('is readable without its prefix', () => {
		expect(readableNote(aside.text)).toBe('Set aside until 2026-12-01. The form is missing');
		expect(readableNote(noteText({text: 'Ask again'}))).toBe('Ask again');
		expect(readableNote('Moved during rest')).toBe('Moved during rest');
	});
});

describe('a day', () => {
	it.each([
		['2026-12-01', '2026-12-01'],
		['3d', '2026-11-28'],
		['+2w', '2026-12-09'],
		['today', '2026-11-25'],
		['2026-02-30', null],
		['soon', null],
	])('%s is %s', (word, day) => {
		expect(parseDay(word, now)).toBe(day);
	});
});
