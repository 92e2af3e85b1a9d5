import {Pace} from '../format/pace.js';
import {truncate} from '../format/width.js';
import type {Context} from './context.js';

const barWidth = 24;
/** ms between two drawings: a person reads no faster, and a log node has better to do. */
const every = 200;

export interface CarryLine {
	show(progress: {done: number; total: number}): void;
	/** Takes the line away, so that what follows stands by itself. */
	end(): void;
}

/** One line on a terminal that tells how far it is; nothing elsewhere. */
export function carryLine({out}: Pick<Context, 'out'>): CarryLine {
	const {stderr} = out.streams;
	const quiet = !stderr.isTTY || out.mode === 'json';
	const pace = new Pace();
	const [full, empty] = out.ascii ? ['#', '-'] : ['█', '░'];
	let drawnAt = 0;
	return {
		show({done, total}) {
			const now = Date.now();
			if (quiet || now - drawnAt < every) return;
			drawnAt = now;
			pace.add(now, done);
			const filled = total === 0 ? barWidth : Math.floor((Math.min(done, total) / total) * barWidth);
			const line = `${full.repeat(filled)}${empty.repeat(barWidth - filled)} ${pace.words(done, total)}`;
			stderr.write(`\r${truncate(line, (stderr.columns || 80) - 1)}\u001B[K`);
		},
		end() {
			if (!quiet && drawnAt > 0) stderr.write('\r\u001B[K');
		},
	};
}
