import type {Finding} from '../model/unsorted.js';
import {fold, shown} from './text.js';

/** One way to read an accession number as parts. */
export interface Reading {
	parts: string[];
	/** What had to be put right to read it so. */
	findings: Finding[];
	/** How natural this way is, 0 to 1. */
	weight: number;
}

/** DICOM gives an accession number no more characters than this: the rest is lost. */
export const longestAccession = 16;
const longestRead = 400;

const hard: [separator: RegExp, name: string][] = [
	[/\\/u, 'backslashes'],
	[/[|,;:]/u, 'commas or the like'],
	[/\s+/u, 'spaces'],
];

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

function partedBy(text: string, separator: RegExp): Pick<Reading, 'parts' | 'findings'> {
	const pieces = text.split(new RegExp(separator, 'gu'));
	const parts = pieces.map(piece => piece.trim());
	const findings: Finding[] = [];
	if (parts.slice(1, -1).includes('')) findings.push(finding('doubled-separator', 'A separator was typed twice.'));
	const spaced = pieces.some(piece => piece !== '' && piece !== piece.trim());
	if (spaced) findings.push(finding('spaces', 'There are spaces around its parts.'));
	return {parts: parts.filter(part => part !== ''), findings};
}

/** Dots, dashes and underscores may be part of a label: every way to cut there counts. */
function softReadings(text: string): Reading[] {
	const tokens = text.split(/([._\-\s]+)/u).slice(0, 17);
	const cuts = tokens.flatMap((_, index) => (index % 2 === 1 ? [index] : []));
	const between = (from: number, to?: number) => tokens.slice(from, to).join('').trim();
	const readings: Reading[] = [];
	for (const [at, first] of cuts.entries()) {
		const name = {'.': 'dots', _: 'underscores', '-': 'dashes'}[tokens[first]?.trim() ?? ''] ?? 'other signs';
		const findings = [wrongSeparator(name)];
		const head = between(0, first);
		readings.push({parts: [head, between(first + 1)], findings, weight: 0.85});
		for (const second of cuts.slice(at + 1)) {
			readings.push({parts: [head, between(first + 1, second), between(second + 1)], findings, weight: 1});
		}
	}
	return readings.filter(reading => reading.parts.every(part => part !== ''));
}

/**
 * Every way to read what was typed, however unlikely; judging them takes the labels that
 * exist. `groups` are group ids in lower case.
 */
export function readAccession(raw: string, groups: ReadonlySet<string>): Reading[] {
	const {text, findings} = clean(raw);
	if (fold(text) === '') return [];
	// Where rubbish came along, a character that mattered may have been lost to it.
	const trust = findings.some(({code}) => code === 'trailing-rubbish') ? 0.97 : 1;
	const finish = (reading: Reading) => {
		const whole = {...reading, weight: reading.weight * trust, findings: [...findings, ...reading.findings]};
		return withoutGroup(whole, groups);
	};
	if (text.includes('/')) {
		const spaced = /^\s|\s$/u.test(raw) ? [finding('spaces', 'There are spaces around its parts.')] : [];
		const {parts, findings: own} = partedBy(text, /\//u);
		const found = own.some(({code}) => code === 'spaces') ? own : [...spaced, ...own];
		return [finish({parts, findings: found, weight: 1})];
	}
	for (const [separator, name] of hard) {
		if (!separator.test(text)) continue;
		const {parts, findings: own} = partedBy(text, separator);
		const readings: Reading[] = [{parts, findings: [wrongSeparator(name), ...own], weight: 1}];
		// Two parts may be three, one of them cut by a weaker sign.
		if (parts.length === 2) readings.push(...softReadings(text).map(soft => ({...soft, weight: soft.weight * 0.9})));
		return readings.map(finish);
	}
	return [...softReadings(text), {parts: [text], findings: [], weight: 0.8}].map(finish);
}

/** A digest instead of a text: nothing can be read back from it. */
export function isHashed(raw: string): boolean {
	return /^[0-9a-f]{16}$|^[0-9a-f]{32,}$/iu.test(raw.trim()) && /\d/.test(raw) && /[a-f]/iu.test(raw);
}
