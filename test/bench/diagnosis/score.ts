import type {Diagnosis} from '../../../source/model/diagnosis.js';
import type {Case} from './cases.js';

export interface Judged {
	case: Case;
	said: Pick<Diagnosis, 'cause' | 'line' | 'rerun'>;
}

export interface Score {
	cases: number;
	/** Shares, 0 to 1; of the lines, where one decides. */
	causes: number;
	lines: number;
	reruns: number;
	/** Of the logs that tell no cause, or had none, those that none was invented for. */
	honest: number;
	/** All that was told otherwise than labelled. */
	wrong: Judged[];
}

const share = (good: number, all: number) => (all === 0 ? 1 : good / all);
const isSame = (a: string | null, b: string | null) => a?.trim() === b?.trim();

export function score(judged: readonly Judged[]): Score {
	const decided = judged.filter(one => one.case.line !== null);
	const silent = judged.filter(one => one.case.line === null);
	const good = (all: readonly Judged[], test: (one: Judged) => boolean) => share(all.filter(test).length, all.length);
	const cause = ({case: {cause}, said}: Judged) => cause === said.cause;
	const line = ({case: known, said}: Judged) => isSame(known.line, said.line);
	const rerun = ({case: known, said}: Judged) => known.rerun === said.rerun;
	return {
		cases: judged.length,
		causes: good(judged, cause),
		lines: good(decided, line),
		reruns: good(judged, rerun),
		honest: good(silent, cause),
		wrong: judged.filter(one => !cause(one) || !line(one) || !rerun(one)),
	};
}

/** The first line with "error" in it, called a crash: what a search would find. */
export function naive(log: string): Judged['said'] {
	const line = log.split('\n').find(text => /error/i.test(text)) ?? null;
	return line === null ? {cause: 'unknown', line, rerun: 'no'} : {cause: 'software-crash', line, rerun: 'with-changes'};
}
