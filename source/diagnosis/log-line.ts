/** How loud a line is, by its own word. */
export type Loudness = 'quiet' | 'error' | 'unsaid';

export interface LogLine {
	/** Without colours, stamp, level and logger, and without space around it. */
	text: string;
	loudness: Loudness;
	/** How far it is indented. */
	indent: number;
	/** True where the line says how loud the next one is: nipype puts its text below. */
	heads: boolean;
}

/** Beyond this, a line is read no further: no message takes so long to come to its point. */
const longest = 4_000;

const escapes =
	/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])|\[\d{1,2}(?:;\d{1,2})*m/g;
const level = '(DEBUG|INFO|IMPORTANT|NOTICE|WARN|WARNING|ERROR|ERR|CRITICAL|FATAL)';

/** Stamps and loggers, each with the level in its first group. */
const stamps = [
	// [20260315 11:44:14     INFO module] and [1781546451164  ERROR  module]
	new RegExp(`^\\[[\\d T:.,-]{8,30} +${level} +[^\\]]{0,120}\\]\\s*`, 'i'),
	// 2026-01-18 07:39:39,549 - CRITICAL - module - and 2024-12-22 16:49:25,545 [   ERROR]
	new RegExp(`^\\d{4}-\\d\\d-\\d\\d[ T][\\d:.,]+Z?(?: -)? \\[? *${level}\\b\\]?(?: - [\\w.-]+ -|:)?\\s*`, 'i'),
	// 260315-11:59:27,662 nipype.workflow ERROR:
	new RegExp(`^\\d{6}-[\\d:,]+ nipype[\\w.]* ${level}:\\s*`, 'i'),
	// 2025-07-14 20:00:58 | ERROR    | nipype.workflow  | text
	new RegExp(`^\\d{4}-\\d\\d-\\d\\d[ T][\\d:.,]+ \\| ${level} *\\|(?: [\\w.:<>]+ +[|-])?\\s*`),
	// CRITICAL:root:
	new RegExp(`^${level}:[\\w.]+:\\s*`),
	// time="…" level=error msg="…
	new RegExp(`^time="[^"]{0,40}" level=${level}\\w* msg="?`, 'i'),
];
/** Stamps that say nothing of the level. */
const bareStamp =
	/^(?:\w{3} \w{3} +\d+ [\d:]+ (?:[AP]M )?\w+ \d{4}:[\w.]+: *|\[ *\d+\.\d{6}\] |\[?\d{4}-\d\d-\d\d[ T][\d:.,]+Z?\]? (?=\S))/;

const quietStart =
	/^(?:\*+ )?\[?(?:debug|verbose|info|notice|important|warn|warning|userwarning|futurewarning)\]?(?:\b[: \]]|$)|^\S+:\d+: \w*Warning: |^\d+: \[WARN|^[\w./-]+: (?:\[WARN|warning:)/i;
const errorStart =
	/^(?:\*+ )?\[?(?:error|err|fatal|critical)\b|^(?:[\w./-]+: ){1,2}(?:fatal )?error:|^[\w./-]+ error:|^(?:[\w.]+: )?fatal:|^\d+: \[ERR\]|^[\w./-]+: \[ERROR\]/i;

function loudnessOf(word: string): Loudness {
	return /^(?:ERR|CRIT|FATAL)/i.test(word) ? 'error' : 'quiet';
}

function textLoudness(text: string): Loudness {
	if (quietStart.test(text)) return 'quiet';
	return errorStart.test(text) ? 'error' : 'unsaid';
}

/** What a line says, whoever wrote it down. */
export function readLine(raw: string): LogLine {
	// No text: a program that was piped in, or an image.
	if (raw.includes('\0')) return {text: '', loudness: 'unsaid', indent: 0, heads: false};
	const cut = raw.length > longest ? raw.slice(0, longest) : raw;
	// Of a progress bar drawn over itself, what stays on screen counts.
	const drawn = cut.includes('\r') ? (cut.split('\r').findLast(part => part.trim() !== '') ?? '') : cut;
	const plain = drawn.replace(escapes, '');
	const trimmed = plain.trim();
	const indent = plain.length - plain.trimStart().length;
	for (const stamp of stamps) {
		const found = stamp.exec(trimmed);
		if (!found) continue;
		const text = trimmed.slice(found[0].length).trim();
		const loudness = loudnessOf(found[1] ?? '');
		return {text, loudness, indent, heads: text === ''};
	}
	const text = trimmed.replace(bareStamp, '');
	return {text, loudness: textLoudness(text), indent, heads: false};
}
