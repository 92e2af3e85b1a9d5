import {describe, expect, it} from 'vitest';
import {FrameSink, KeySource} from '../../source/terminal/ink-streams.js';

/** Reads as Ink does: all there is, whenever something is readable. */
function reader(source: KeySource): {reads: string[][]; until(count: number): Promise<void>} {
	const reads: string[][] = [];
	const waiting: (() => void)[] = [];
	source.on('readable', () => {
		const read: string[] = [];
		for (let chunk = source.read(); chunk !== null; chunk = source.read()) read.push(chunk);
		reads.push(read);
		for (const told of waiting) told();
	});
	const seen = () => reads.flat().length;
	return {
		reads,
		until: async count =>
			new Promise(resolve => {
				const check = () => seen() >= count && resolve();
				waiting.push(check);
				check();
			}),
	};
}

describe('keys for Ink’s own inputs', () => {
	it('come whole and one at a time, so that each sees what the one before did', async () => {
		const source = new KeySource();
		const {reads, until} = reader(source);
		for (const name of ['j', 'down', 'enter']) source.push({name, text: name === 'j' ? 'j' : ''});
		await until(3);
		expect(reads).toEqual([['j'], ['\u001B[B'], ['\r']]);
	});

	it('are dropped while no input listens, and Escape always', async () => {
		const source = new KeySource();
		source.push({name: 'x', text: 'x'});
		const {reads, until} = reader(source);
		source.push({name: 'escape', text: ''});
		source.push({name: 'k', text: 'k'});
		await until(1);
		expect(reads.flat()).toEqual(['k']);
	});
});

describe('frames from Ink', () => {
	it('arrive whole, and whoever waits for the write is told', async () => {
		const frames: string[] = [];
		const sink = new FrameSink({columns: 80, rows: 24}, frame => frames.push(frame));
		await new Promise(resolve => sink.write('one\ntwo', resolve));
		sink.write('');
		expect(frames).toEqual(['one\ntwo']);
	});
});
