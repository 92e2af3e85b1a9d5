import {readFileSync} from 'node:fs';
import {expect, it} from 'vitest';
import {createClient, parseKey} from '../../source/api/index.js';
import type {UnsortedSession} from '../../source/model/unsorted.js';
import {worlds} from '../../source/sandbox/worlds/index.js';
import {loadUnsorted} from '../../source/state/unsorted.js';
import {withSandbox} from '../helpers/with-sandbox.js';

interface Truth {
	id: string;
	slip: string;
	group: string | null;
	project: string | null;
	subject: string | null;
	session: string | null;
}

function isRight(session: UnsortedSession, truth: Truth, among = 1): boolean {
	if (truth.project === null) return session.suggestions.length === 0;
	return session.suggestions
		.slice(0, among)
		.some(
			place =>
				place.group === truth.group &&
				place.project === truth.project &&
				place.subject === truth.subject &&
				place.session === truth.session,
		);
}

it('finds where the mistyped sessions of the lab belong, and is never sure of a wrong place', async () => {
	const file = new URL('../fixtures/unsorted-truth.json', import.meta.url);
	const truths = JSON.parse(readFileSync(file, 'utf8')) as Truth[];
	const now = new Date();
	await withSandbox(worlds.lab(now), async sandbox => {
		const view = await loadUnsorted(createClient({key: parseKey(sandbox.key), userAgent: 'flydeck-test'}), {now});
		const byId = new Map(view.sessions.map(session => [session.id, session]));
		const judged = truths.flatMap(truth => {
			const session = byId.get(truth.id);
			return session ? [{truth, session}] : [];
		});
		expect(judged).toHaveLength(truths.length);
		const high = judged.filter(({session}) => session.suggestions[0]?.confidence === 'high');
		expect(high.filter(({session, truth}) => !isRight(session, truth)).map(({truth}) => truth.slip)).toEqual([]);
		expect(high.length).toBeGreaterThanOrEqual(12);
		const wrong = judged.filter(({session, truth}) => !isRight(session, truth)).map(({truth}) => truth.slip);
		// Which of two session labels was cut off, only the scanner's modality could tell.
		expect(wrong).toEqual(['unknown group']);
	});
});
