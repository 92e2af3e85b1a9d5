import type {PageLine} from './page.js';
import {safeText} from './safe-text.js';
import {padTo, widthOf} from './width.js';

/** What is known of a thing, in a word and what it is. */
export interface Fact {
	label: string;
	value: string;
}

/** A label is never padded to more than this; a longer one pushes its value to the right. */
const widestLabel = 28;
/** Nobody nests deeper by intent: what lies below is said to be there, not shown. */
const deepest = 40;

function factLine({label, value}: Fact, width: number, indent: string): PageLine[] {
	return value.split('\n').map((part, index) => {
		const before = `${indent}${padTo(index === 0 ? label : '', Math.max(width, widthOf(safeText(label))))}  `;
		return {text: before + safeText(part), label: before.length};
	});
}

/** Facts as lines of a page, their values one below the other. */
export function factLines(facts: readonly Fact[], indent = ''): PageLine[] {
	const widest = facts.reduce((most, {label}) => Math.max(most, widthOf(safeText(label))), 0);
	return facts.flatMap(fact => factLine(fact, Math.min(widest, widestLabel), indent));
}

function isNested(value: unknown): value is object {
	if (value === null || typeof value !== 'object') return false;
	return !Array.isArray(value) || value.some(one => one !== null && typeof one === 'object');
}

function valueText(value: unknown): string {
	if (Array.isArray(value)) return value.length === 0 ? '(none)' : value.map(valueText).join(', ');
	return value === '' ? '(empty)' : String(value);
}

interface Section {
	path: string;
	value: object;
	depth: number;
}

function sectionsIn({path, value, depth}: Section): Section[] {
	const below = (key: string) => (Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`);
	return Object.entries(value).flatMap(([key, part]) =>
		isNested(part) ? [{path: below(key), value: part, depth: depth + 1}] : [],
	);
}

/**
 * Metadata as lines to read and to search: every object under a heading with its whole path,
 * so that depth costs no room, and a value is found by any part of the way to it.
 */
export function metadataLines(info: Record<string, unknown>, name = 'info'): PageLine[] {
	const parts: PageLine[][] = [];
	const waiting: Section[] = [{path: name, value: info, depth: 0}];
	for (let section = waiting.pop(); section; section = waiting.pop()) {
		const facts = Object.entries(section.value)
			.filter(([, value]) => !isNested(value))
			.map(([label, value]) => ({label, value: valueText(value)}));
		const sections = sectionsIn(section);
		const tooDeep = section.depth === deepest && sections.length > 0;
		if (tooDeep) facts.push({label: '…', value: 'more below, too deep to show'});
		else for (const below of sections.reverse()) waiting.push(below);
		// What holds nothing but further objects is told by their paths.
		if (facts.length === 0 && sections.length > 0) continue;
		parts.push([{text: ''}, {text: safeText(section.path), heading: true}, ...factLines(facts, '  ')]);
	}
	return parts.flat();
}
