/** What the promises come to, for each kind of slip. */
import type {Suggestion} from '../../../source/model/unsorted.js';
import type {Case} from './cases.js';

export type Answer = Pick<Suggestion, 'group' | 'project' | 'subject' | 'session' | 'confidence'>;

export interface Tally {
	cases: number;
	knowable: number;
	first: number;
	three: number;
	high: number;
	highRight: number;
	highKnowable: number;
}

export function isRight(answer: Answer | undefined, {truth}: Case): boolean {
	if (!answer) return false;
	const {group, project, subject, session} = answer;
	return group === truth.group && project === truth.project && subject === truth.subject && session === truth.session;
}

export const none = (): Tally => ({cases: 0, knowable: 0, first: 0, three: 0, high: 0, highRight: 0, highKnowable: 0});

export function count(tally: Tally, one: Case, answers: readonly Answer[]): void {
	const [best] = answers;
	const right = isRight(best, one);
	const high = best?.confidence === 'high';
	tally.cases += 1;
	tally.high += Number(high);
	tally.highRight += Number(high && right);
	if (!one.knowable) return;
	tally.knowable += 1;
	tally.first += Number(right);
	tally.three += Number(answers.slice(0, 3).some(answer => isRight(answer, one)));
	tally.highKnowable += Number(high);
}

/** Shares of one; null where nothing was counted. */
export function shares(tally: Tally): Record<'first' | 'three' | 'precision' | 'recall', number | null> {
	const of = (part: number, whole: number) => (whole === 0 ? null : part / whole);
	return {
		first: of(tally.first, tally.knowable),
		three: of(tally.three, tally.knowable),
		precision: of(tally.highRight, tally.high),
		recall: of(tally.highKnowable, tally.knowable),
	};
}
