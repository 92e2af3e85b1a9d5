import type {Finding} from '../model/unsorted.js';
import {finding} from './accession.js';
import type {Slip} from './channel.js';
import {shown} from './text.js';

type Sentence = (noun: string, typed: string, label: string) => string;

const sentences: Record<Slip, [code: string, sentence: Sentence]> = {
	case: ['case', (noun, typed, label) => `The ${noun} is written ${label}, not ${typed}.`],
	separator: ['wrong-separator', (noun, typed, label) => `The ${noun} is written ${label}, not ${typed}.`],
	padding: [
		'lost-padding',
		(noun, typed, label) => `The zeros in front differ: the ${noun} is written ${label}, not ${typed}.`,
	],
	lookalike: [
		'letter-for-digit',
		(noun, typed, label) => `A letter and a digit were mixed up in the ${noun}: ${typed} looks like ${label}.`,
	],
	slip: ['slipped-keys', (noun, typed, label) => `There is no ${noun} ${typed}; ${label} is a slip of a finger away.`],
	swapped: [
		'slipped-keys',
		(noun, typed, label) => `Two characters of the ${noun} changed places: ${typed} for ${label}.`,
	],
};

/** A sentence for each thing that went wrong while a label was typed. */
export function slipFindings(noun: string, typed: string, label: string, slips: ReadonlySet<Slip>): Finding[] {
	return [...slips].map(slip => {
		const [code, sentence] = sentences[slip];
		return finding(code, sentence(noun, shown(typed), label));
	});
}
