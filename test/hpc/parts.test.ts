import type {Stats} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {nameFromBytes, systemPath} from '../../source/hpc/byte-names.js';
import {clockOf} from '../../source/hpc/clock.js';
import {InodeSet} from '../../source/hpc/inode-set.js';
import {presenceOf, purgeDaysIn, roomAround, scratchPlaces} from '../../source/hpc/places.js';
import {makeTree} from './trees.js';

/** Numbers that look random and are the same each time. */
function* numbers(seed: number): Generator<number> {
	for (let state = seed; ; ) {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		yield state;
	}
}

describe('names of bytes', () => {
	it('come back as the same bytes, whatever they are', () => {
		const dice = numbers(7);
		const next = (below: number) => (dice.next().value ?? 0) % below;
		for (let round = 0; round < 500; round++) {
			const bytes = Buffer.from(
				Array.from({length: 1 + next(12)}, () => [next(256), 0xc3, 0xa9, 0xf0, 0xed][next(5)] ?? 0),
			);
			const name = nameFromBytes(bytes);
			expect(Buffer.from(systemPath(name)).toString('hex')).toBe(bytes.toString('hex'));
			expect(JSON.parse(JSON.stringify(name))).toBe(name);
		}
	});

	it('are plain text where they are UTF-8', () => {
		for (const name of ['plain', 'Zürich', '日本', '👩‍🔬', '\uFFFD']) {
			expect(nameFromBytes(Buffer.from(name))).toBe(name);
			expect(systemPath(name)).toBe(name);
		}
	});
});

describe('the set of inodes', () => {
	it('holds what a set holds, large numbers too', () => {
		const [set, inodes] = [new Set<number>(), new InodeSet()];
		const dice = numbers(3);
		for (let round = 0; round < 20_000; round++) {
			const inode = 1 + ((dice.next().value ?? 0) % 5000) * (round % 2 === 0 ? 7 : 2 ** 40 + 1);
			expect(inodes.add(inode)).toBe(!set.has(inode));
			set.add(inode);
		}
	});
});

describe('whose dates count', () => {
	const stats = (birthtimeMs: number, ctimeMs: number) => ({birthtimeMs, ctimeMs}) as Stats;

	it('creation, where the file system tells it', () => {
		expect(clockOf('/a/b', () => stats(1000, 2000))).toBe('created');
	});

	it('the last change, where it tells 0', () => {
		expect(clockOf('/a/b', place => (place === '/a/b' ? stats(0, 2000) : stats(1000, 2000)))).toBe('modified');
	});

	it('the last change, where the kernel gives another date instead, everywhere', () => {
		expect(clockOf('/a/b', () => stats(2000, 2000))).toBe('modified');
	});

	it('creation, where only the folder itself was never changed since', () => {
		expect(clockOf('/a/b', place => (place === '/' ? stats(1000, 2000) : stats(2000, 2000)))).toBe('created');
	});
});

describe('places', () => {
	it('are INC’s unless settled, with the name of who asks', () => {
		const usual = scratchPlaces(undefined, {USER: 'ra1'});
		expect(usual).toContainEqual({path: '/scratch/alpine/ra1', purgeDays: 90});
		expect(usual).toContainEqual({path: '/projects/ra1', purgeDays: 0});
		const own = scratchPlaces([{path: '$WORK/x/'}, {path: '/y/$NOBODY', purgeDays: 30}], {WORK: '/w'});
		expect(own).toEqual([
			{path: '/w/x', purgeDays: 90},
			{path: '/y/$NOBODY', purgeDays: 30},
		]);
	});

	it('say when files in them are purged, the innermost first, and elsewhere it is as usual', () => {
		const places = [
			{path: '/a', purgeDays: 30},
			{path: '/a/b', purgeDays: 0},
		];
		expect(['/a', '/a/x', '/a/b', '/a/b/x', '/ab', '/'].map(folder => purgeDaysIn(folder, places))).toEqual([
			...[30, 30, 0, 0, 90, 90],
		]);
	});

	it('are looked for without a complaint', async () => {
		const tree = makeTree({'a/file': 1});
		try {
			expect(await presenceOf(`${tree.path}/a`)).toEqual({here: true});
			expect(await presenceOf(`${tree.path}/x/y/z`)).toMatchObject({
				code: 'ENOENT',
				why: `this machine has no ${tree.path}/x`,
			});
			expect(await presenceOf(`${tree.path}/a/file`)).toMatchObject({here: false, code: 'ENOTDIR'});
			const room = await roomAround(tree.path);
			expect(room?.limit).toBeGreaterThan(room?.used ?? Number.POSITIVE_INFINITY);
			expect(await roomAround(`${tree.path}/x`)).toBeNull();
		} finally {
			tree.remove();
		}
	});
});
