import {describe, expect, it} from 'vitest';
import type {Suggestion, UnsortedSession} from '../../source/model/unsorted.js';
import {detailLines} from '../../source/screens/unsorted/details.js';
import {highOnes, moveToSuggestion, parseTarget, prefill, whyNotMovable} from '../../source/screens/unsorted/state.js';
import {createTheme} from '../../source/theme/theme.js';

const best: Suggestion = {
	group: 'smith',
	project: 'studya',
	subject: '101',
	session: 'S01',
	score: 0.9,
	confidence: 'high',
	newSubject: false,
	conflicts: [],
	reasons: ['The subject is there already.'],
};

function session(change: Partial<UnsortedSession> = {}): UnsortedSession {
	return {
		...{id: 'a1', group: 'smith', subject: 'ex1', session: 'gr-smith_proj-studya', timestamp: null, ageDays: 3},
		...{accession: 'studya/101', accessionSource: 'header', problems: [], privacy: [], blockers: []},
		suggestions: [best],
		...change,
	};
}

describe('moving to the suggestion', () => {
	it('names the place in full', () => {
		const to = {group: 'smith', project: 'studya', subject: '101', session: 'S01'};
		expect(moveToSuggestion(session())).toEqual({id: 'a1', to, typed: 'studya/101', warnings: []});
	});

	it('warns where the suggestion is below high, and repeats its conflicts', () => {
		const doubtful = {...best, confidence: 'medium' as const, conflicts: ['Another scan names the same place.']};
		expect(moveToSuggestion(session({suggestions: [doubtful]}))?.warnings).toEqual([
			expect.stringContaining('medium'),
			'Another scan names the same place.',
		]);
	});

	it.each([
		['no suggestion', {suggestions: []}],
		['no subject', {suggestions: [{...best, subject: null}]}],
		['no session label', {suggestions: [{...best, session: null}]}],
		['a blocker', {blockers: [{code: 'active', message: 'A job still runs on it.'}]}],
	])('is refused with its reason: %s', (_, change) => {
		const held = session(change);
		expect(whyNotMovable(held)).toEqual(expect.any(String));
		expect(moveToSuggestion(held)).toBeNull();
		expect(highOnes([held])).toEqual([]);
	});
});

describe('a target that is typed', () => {
	it('is four parts, none of them empty', () => {
		expect(parseTarget('smith/studya/101/S01')).toEqual({
			...{group: 'smith', project: 'studya', subject: '101', session: 'S01'},
		});
		expect(parseTarget('smith/studya/101')).toContain('four parts');
		expect(parseTarget('a/b/c/d/e')).toContain('these are 5');
		expect(parseTarget('smith//101/')).toBe('Still missing: the project and the session.');
	});

	it('begins with the suggestion as far as it is known', () => {
		expect(prefill(session())).toBe('smith/studya/101/S01');
		expect(prefill(session({suggestions: [{...best, session: null}]}))).toBe('smith/studya/101/');
		expect(prefill(session({suggestions: []}))).toBe('smith/');
	});
});

describe('the details', () => {
	it('say everything that is known, in words, and obey nothing that came from outside', () => {
		const evil = session({
			subject: 'ex\u001B[31m1',
			problems: [{code: 'x', message: 'One slash is missing.'}],
			privacy: [{code: 'name', where: 'subject label', message: 'It looks like a name.'}],
			blockers: [{code: 'active', message: 'A job still runs on it.'}],
		});
		const text = detailLines(evil, createTheme({color: false, ascii: true}), 80).join('\n');
		for (const words of ['studya/101', 'DICOM header', 'One slash', 'smith/studya/101/S01', 'already', 'looks like']) {
			expect(text).toContain(words);
		}
		expect(text).toContain('A job still runs');
		expect(text).not.toContain('\u001B[31m');
	});
});
