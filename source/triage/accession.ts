import type {Finding} from '../model/unsorted.js';
import {fold, shown} from './text.js';

/** One way to read an accession number as parts. */
export interface Reading {
	parts: string[];
	/** What had to be put right to read it so. */
	findings: Finding[];
	/** How unlikely this way is, in nats. */
	cost: number;
}

/** DICOM gives an accession number no more characters than this: the rest is lost. */
export const longestAccession = 16;
const longestRead = 400;

const signNames: Record<string, string> = {
	...{'\\': 'backslashes', '.': 'dots', _: 'underscores', '-': 'dashes', ' ': 'spaces'},
	...{'|': 'bars', ',': 'commas', ';': 'semicolons', ':': 'colons'},
};

export const finding = (code: string, message: string): Finding => ({code, message});

function wrongSeparator(name: string): Finding {
	return finding('wrong-separator', `Project, subject and session are parted by ${name} instead of slashes.`);
}

interface Cleaned {
	text: string;
	findings: Finding[];
}

/** Takes off what belongs to no label: controls, symbols, `fw://`, rubbish at either end. */
function clean(raw: string): Cleaned {
	const findings: Finding[] = [];
	let text = raw.slice(0, longestRead).normalize('NFC');
	const address = /^\s*fw:\/*/iu.exec(text)?.[0];
	if (address !== undefined) {
		findings.push(finding('prefix', 'It starts with fw://, as addresses in Flywheel do.'));
		text = text.slice(address.length);
	}
	const coded = text.replace(/%(2f|5c|20|7c)/giu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
	if (coded !== text) {
		findings.push(wrongSeparator('codes such as %2F'));
		text = coded;
	}
	// Whole terminal sequences go, not just their escape: what is left of them looks like text.
	const plain = text.replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*\u0007?|.)?/gu, '');
	const bare = plain.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{So}\p{Sk}]|\uFE0F/gu, ' ');
	const tidy = bare.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
	const lost = plain.trim() !== tidy && plain.replace(/^[\s/]+|[\s/]+$/gu, '') !== tidy;
	if (plain !== text || bare !== plain || lost) {
		findings.push(finding('trailing-rubbish', 'It holds characters that belong to no label.'));
	}
	return {text: tidy, findings};
}

function withoutGroup(reading: Reading, groups: ReadonlySet<string>): Reading {
	const [first, ...others] = reading.parts;
	if (first === undefined || others.length < 3 || !groups.has(first.trim().toLowerCase())) return reading;
	const front = finding('prefix', `The lab, ${shown(first)}, stands in front of the project.`);
	return {...reading, parts: others, findings: [...reading.findings, front]};
}

function bySlashes(text: string, raw: string): Reading {
	const pieces = text.split('/');
	const parts = pieces.map(piece => piece.trim()).filter(piece => piece !== '');
	const findings: Finding[] = [];
	if (pieces.slice(1, -1).some(piece => piece.trim() === '')) {
		findings.push(finding('doubled-separator', 'A separator was typed twice.'));
	}
	if (/^\s|\s$/u.test(raw) || pieces.some(piece => piece !== piece.trim())) {
		findings.push(finding('spaces', 'There are spaces around its parts.'));
	}
	return {parts, findings, cost: 0};
}

/** More signs than this, and where a label ends is anybody's guess. */
const mostSigns = 8;

/** Signs other than slashes may be part of a label: every way to cut there counts. */
function bySigns(text: string): Reading[] {
	const tokens = text.split(/([._\-\s\\|,;:]+)/u).slice(0, 2 * mostSigns + 1);
	const signs = tokens.flatMap((token, index) => (index % 2 === 1 ? [{index, sign: token.trim() || ' '}] : []));
	const readings: Reading[] = [];
	for (const cuts of subsets(signs, 4)) {
		const ends = [...cuts.map(({index}) => index), tokens.length];
		const parts = ends.map((end, at) =>
			tokens
				.slice(at === 0 ? 0 : (ends[at - 1] ?? 0) + 1, end)
				.join('')
				.trim(),
		);
		const kinds = new Set(cuts.map(({sign}) => sign));
		const [first] = kinds;
		const findings = [wrongSeparator(signNames[first ?? ''] ?? 'other signs')];
		// Whoever parts by a sign does so throughout, and doesn't use it in labels.
		const left = signs.filter(({sign}) => kinds.has(sign)).length - cuts.length;
		readings.push({parts, findings, cost: 1 + 1.5 * (kinds.size - 1) + 0.3 * left});
	}
	return readings.filter(({parts}) => parts.every(part => part !== ''));
}

/** Some of the things, at least one and at most so many, in their order. */
function subsets<T>(things: readonly T[], most: number): T[][] {
	const [first, ...others] = things;
	if (first === undefined || most === 0) return [];
	return [[first], ...subsets(others, most - 1).map(rest => [first, ...rest]), ...subsets(others, most)];
}

/** One separator more was left out: every place in a part may be where it belongs. */
export function apart(reading: Reading, index: number): Reading[] {
	const whole = reading.parts[index] ?? '';
	if (whole.length > 32) return [];
	const findings = [...reading.findings, finding('wrong-separator', 'Nothing stands between some of its parts.')];
	return Array.from({length: Math.max(0, whole.length - 1)}, (_, cut) => {
		const [before, after] = [whole.slice(0, cut + 1).trim(), whole.slice(cut + 1).trim()];
		return {parts: reading.parts.toSpliced(index, 1, before, after), findings, cost: reading.cost + 3};
	});
}

/**
 * Every way to read what was typed, however unlikely; judging them takes the labels that
 * exist. `groups` are group ids in lower case.
 */
export function readAccession(raw: string, groups: ReadonlySet<string>): Reading[] {
	const {text, findings} = clean(raw);
	if (fold(text) === '') return [];
	const readings = text.includes('/')
		? [bySlashes(text, raw)]
		: [...bySigns(text), {parts: [text], findings: [], cost: 0}];
	return readings.map(reading => withoutGroup({...reading, findings: [...findings, ...reading.findings]}, groups));
}

/** A digest instead of a text: nothing can be read back from it. */
export function isHashed(raw: string): boolean {
	return /^[0-9a-f]{16}$|^[0-9a-f]{32,}$/iu.test(raw.trim()) && /\d/.test(raw) && /[a-f]/iu.test(raw);
}
