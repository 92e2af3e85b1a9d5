/**
 * How a cell looks: one slot per attribute, each holding the SGR code that set it, as the frame
 * spelt it, or nothing. So colours of every kind pass through, and no two looks are confused.
 */
export interface Style {
	codes: readonly string[];
	/** Parameters and address of an OSC 8 link; empty where there is none. */
	link: string;
	/** The same in both exactly where two cells look alike. */
	key: string;
}

/** What sets each slot, and what takes it back. */
const slots: readonly {on: readonly number[]; off: number}[] = [
	{on: [1], off: 22},
	{on: [2], off: 22},
	{on: [3], off: 23},
	{on: [4, 21], off: 24},
	{on: [5, 6], off: 25},
	{on: [7], off: 27},
	{on: [8], off: 28},
	{on: [9], off: 29},
	{on: [53], off: 55},
	{on: [...range(30, 38), ...range(90, 97)], off: 39},
	{on: [...range(40, 48), ...range(100, 107)], off: 49},
	{on: [58], off: 59},
];
const slotSetBy = new Map(slots.flatMap(({on}, slot) => on.map(code => [code, slot] as const)));
const background = slotSetBy.get(40) ?? 0;
/** Slots that can be seen where there is no letter. */
const seenOnBlanks = [4, 7, 9, 53, 40].map(code => slotSetBy.get(code) ?? 0);
/** Codes whose colour follows in further fields. */
const colorFollows = new Set([38, 48, 58]);
const fieldsOfColor: Record<string, number> = {'5': 3, '2': 5};
const byte = '(?:\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5])';
const colorPattern = new RegExp(`^[345]8;(?:5;${byte}|2;${byte};${byte};${byte})$`);
const subFieldPattern = /^(?:4:[0-5]|[345]8:[\d:]{1,24})$/;

export const plain = styleOf(
	slots.map(() => ''),
	'',
);

function range(first: number, last: number): number[] {
	return Array.from({length: last - first + 1}, (_, index) => first + index);
}

function styleOf(codes: readonly string[], link: string): Style {
	return {codes, link, key: `${codes.join(',')}|${link}`};
}

/** Styles reached so far, by where from and how. A frame has a dozen, and asks for them all the time. */
const reached = new Map<string, Style>();
const mostReached = 1000;

/** The style after the parameters of an SGR sequence; what isn't understood changes nothing. */
export function withSgr(style: Style, parameters: string): Style {
	const way = `${style.key}|${parameters}`;
	const known = reached.get(way);
	if (known) return known;
	if (reached.size >= mostReached) reached.clear();
	const codes = [...style.codes];
	const fields = parameters.split(';');
	for (let index = 0; index < fields.length; ) {
		const field = fields[index] ?? '';
		const length = colorFollows.has(Number(field)) ? (fieldsOfColor[fields[index + 1] ?? ''] ?? 2) : 1;
		setSlot(codes, fields.slice(index, index + length).join(';'));
		index += length;
	}
	const next = styleOf(codes, style.link);
	reached.set(way, next);
	return next;
}

function setSlot(codes: string[], field: string): void {
	const code = Number.parseInt(field === '' ? '0' : field, 10);
	const slot = slotSetBy.get(code);
	const whole = colorFollows.has(code) ? colorPattern.test(field) : field === String(code);
	if (code === 0) codes.fill('');
	else if (field === '4:0') codes[slot ?? 0] = '';
	else if (slot !== undefined && (whole || subFieldPattern.test(field))) codes[slot] = field;
	for (const [index, {off}] of slots.entries()) if (off === code) codes[index] = '';
}

/** The style with another link, as `parameters;address`; an empty address ends it. */
export function withLink(style: Style, link: string): Style {
	return styleOf(style.codes, link.indexOf(';') === link.length - 1 ? '' : link);
}

/** What of a style is seen where a space stands: weight and colour of a letter are not. */
export function onBlank(style: Style): Style {
	const seen = seenOnBlanks.filter(slot => style.codes[slot] !== '');
	if (style.link === '' && seen.length === 0) return plain;
	if (style.link !== '' || seen.some(slot => slot !== background)) return style;
	return styleOf(
		style.codes.map((code, slot) => (slot === background ? code : '')),
		'',
	);
}

/** The fewest bytes that take the terminal from one style to another. */
export function transition(from: Style, to: Style): string {
	if (from.key === to.key) return '';
	const link = from.link === to.link ? '' : `\u001B]8;${to.link === '' ? ';' : to.link}\u001B\\`;
	const steps = changes(from.codes, to.codes).join(';');
	if (steps === '') return link;
	const fresh = ['0', ...to.codes.filter(code => code !== '')].join(';');
	const shortest = fresh === '0' ? '' : fresh.length < steps.length ? fresh : steps;
	return `${link}\u001B[${shortest}m`;
}

function changes(from: readonly string[], to: readonly string[]): string[] {
	const gone = new Set(slots.filter((_, slot) => from[slot] !== '' && to[slot] === '').map(({off}) => off));
	// Bold and dim end together, so the one that stays is set anew.
	const set = slots.flatMap(({off}, slot) => {
		const code = to[slot] ?? '';
		return code !== '' && (code !== from[slot] || gone.has(off)) ? [code] : [];
	});
	return [...[...gone].map(String), ...set];
}
