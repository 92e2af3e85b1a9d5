/** Made-up sites: labs, studies with habits of their own, and who scanned when. */
import type {KnownProject} from '../../../source/model/unsorted.js';
import {Random} from './random.js';

export interface Study {
	known: KnownProject;
	/** Writes the subject of a number. */
	subject: (number: number) => string;
	/** Every visit of a subject, in order. */
	visits: string[];
	/** Numbers in use, in the order in which they came. */
	numbers: number[];
	/** How the numbers grow: one by one, or any. */
	numbering: 'next' | 'gaps' | 'random';
	/** How much is scanned now. */
	activity: number;
	operator: string;
	protocol: string;
}

export interface Site {
	studies: Study[];
	operators: string[];
	now: Date;
}

const day = 86_400_000;
const labs = [
	'painlab',
	'memorylab',
	'visionlab',
	'kahnt',
	'devneuro',
	'cnl',
	'sleep',
	'motor-lab',
	'banich',
	'affect',
];
const words = [
	...['THERMO', 'ENCODE', 'NAP', 'STOPGO', 'GRIP', 'FACES', 'RETINO', 'PLACEBO', 'TWINS', 'COGCON', 'MINDREAD'],
	...['FEAR', 'REWARD', 'LANG', 'MUSIC', 'AGING', 'KIDS', 'ABIDE', 'CANDY', 'DRIFT', 'ECHO', 'FLOW', 'GAZE', 'HABIT'],
	...['ICARUS', 'JOLT', 'LUMEN', 'MAZE', 'NOVA', 'ORBIT', 'PULSE', 'QUEST', 'RIPPLE', 'SALSA', 'TEMPO', 'UNITY'],
	...['VERVE', 'WANDER', 'YOGA', 'ZEN', 'BrainAge', 'SocialMedia', 'MindWander', 'HeartBeat', 'NetMap', 'TeenStress'],
	...['emo', 'ctrl', 'trauma', 'opioid', 'stroke', 'MBSR', 'PTSD', 'ADHD', 'HCPx', 'MSC', 'CNP', 'DTIdev', 'BIRD'],
];

/** One study's name; studies of a family have names that are easily mixed up. */
function nameOf(random: Random, taken: ReadonlySet<string>, relative: string | undefined): string {
	const word = random.pick(words);
	const year = random.int(2018, 2026);
	const made =
		relative && random.chance(0.35)
			? random.pick([
					`${relative}2`,
					`${relative}_v2`,
					`${relative}-fu`,
					`${relative}${random.int(3, 9)}`,
					`${relative}_pilot`,
				])
			: random.weighted([
					[word, 8],
					[word.toUpperCase(), 6],
					[word.toLowerCase(), 2],
					[`${word}${random.int(1, 3)}`, 3],
					[`${word}_${year}`, 1],
					[`${word}${year}`, 1],
					[`${word}-${random.pick(words)}`, 1],
					[`${word} ${random.pick(['study', 'Pilot', 'R01'])}`, 0.6],
					[`${random.pick(['R01', 'K23', 'U'])}-${word}`, 0.6],
				]);
	const free = ![...taken].some(other => other.toLowerCase() === made.toLowerCase());
	return free ? made : nameOf(random, taken, undefined);
}

function subjectStyle(random: Random, name: string): (number: number) => string {
	const initials = name.replace(/[^A-Za-z]/g, '').toUpperCase();
	const width = random.weighted<number>([
		[2, 2],
		[3, 6],
		[4, 3],
		[5, 1],
	]);
	const prefix = random.weighted<string>([
		['', 3],
		['sub-', 4],
		[initials.slice(0, 1), 4],
		[initials.slice(0, 2), 2],
		[`${initials.slice(0, 3)}_`, 1],
		[`${initials.slice(0, 2)}-`, 1.5],
		['R', 1],
		['S', 1],
		['P', 1],
		[`sub-${initials.slice(0, 3)}`, 1],
		[`${random.int(1, 9)}`, 1],
	]);
	const padded = random.chance(0.85);
	return number => prefix + (padded ? String(number).padStart(width, '0') : String(number));
}

function visitsOf(random: Random): string[] {
	const amount = random.weighted<number>([
		[1, 3],
		[2, 5],
		[3, 3],
		[4, 1],
		[10, 0.6],
	]);
	const counted = (start: string, width: number) =>
		Array.from({length: amount}, (_, index) => start + String(index + 1).padStart(width, '0'));
	const style = random.weighted<string[]>([
		[counted('S', 1), 4],
		[counted('S', 2), 3],
		[counted('ses-', 2), 4],
		[counted('ses-', 1), 1],
		[counted('V', 1), 3],
		[counted('T', 1), 2],
		[counted('visit', 1), 1],
		[counted('', 1), 1],
		[counted('', 2), 1],
		[counted('scan', 1), 0.5],
		[counted('session', 1), 0.5],
		[['baseline', 'week06', 'week12', 'week24'], 1.5],
		[['pre', 'post', 'followup'], 1],
		[['ses-test', 'ses-retest'], 0.7],
		[['A', 'B', 'C'], 0.5],
		[['mri'], 0.5],
		[['Y0', 'Y2', 'Y4'], 0.5],
	]);
	return style.slice(0, Math.max(1, amount));
}

function numbersOf(random: Random, numbering: Study['numbering'], amount: number): number[] {
	if (numbering === 'random') {
		const found = new Set<number>();
		while (found.size < amount) found.add(random.int(100, 9999));
		return [...found];
	}
	const start = random.pick([1, 1, 1, 1, 101, 1001]);
	const numbers: number[] = [];
	for (let number = start; numbers.length < amount; number++) {
		if (numbering === 'next' || random.chance(0.75)) numbers.push(number);
	}
	return numbers;
}

/** The study's scans so far: most subjects come back, some drop out, the latest are still on their way. */
function fill(random: Random, study: Study, now: number): void {
	const {known, numbers, visits} = study;
	const ended = study.activity > 0 ? now : now - random.int(120, 900) * day;
	const stay = random.pick([0.6, 0.8, 0.95]);
	const every = random.pick([7, 14, 42]);
	const scans: NonNullable<KnownProject['scans']> = [];
	known.subjects = numbers.map((number, index) => {
		const begun = ended - (numbers.length - index) * random.int(2, 6) * day;
		const sessions: string[] = [];
		for (const [turn, label] of visits.entries()) {
			const at = begun + turn * every * day;
			if (at > now || (turn > 0 && !random.chance(stay))) break;
			sessions.push(label);
			scans.push({at: new Date(at).toISOString(), operator: random.chance(0.85) ? study.operator : 'tech9'});
		}
		if (sessions.length === 0) sessions.push(visits[0] ?? 'S1');
		return {label: study.subject(number), sessions};
	});
	known.scans = scans;
	// What somebody else mistyped is in the study too.
	const one = known.subjects[Math.floor(known.subjects.length / 2)];
	if (one && known.subjects.length > 12 && random.chance(0.3)) {
		known.subjects.push({label: random.pick(['test', 'phantom', `${one.label}_2`, 'pilot1']), sessions: ['S1']});
	}
}

function studyOf(random: Random, group: string, name: string, operators: string[], now: Date): Study {
	const amount = random.weighted<number>([
		[0, 0.4],
		[random.int(1, 3), 1],
		[random.int(4, 30), 6],
		[random.int(31, 120), 4],
		[random.int(121, 280), 1],
	]);
	const numbering = random.weighted<Study['numbering']>([
		['next', 6],
		['gaps', 3],
		['random', 1],
	]);
	const study: Study = {
		known: {id: `${group}/${name}`, group, label: name, locked: false, writable: true, subjects: []},
		subject: subjectStyle(random, name),
		visits: visitsOf(random),
		numbers: numbersOf(random, numbering, amount),
		numbering,
		activity: random.chance(0.3) ? 0 : random.int(1, 6),
		operator: random.pick(operators),
		protocol: random.weighted([
			[`INC^${name}`, 5],
			['INC^Head', 3],
			[`INC^${name}_v2`, 1],
			['', 1],
		]),
	};
	fill(random, study, now.getTime());
	return study;
}

export function makeSite(seed: number): Site {
	const random = new Random(seed);
	const now = new Date('2026-03-18T21:40:00Z');
	const operators = ['tech1', 'tech2', 'ra1', 'ra2', 'ra3', 'ra4'];
	const groups = [...labs].sort(() => random.next() - 0.5).slice(0, random.int(3, 6));
	const studies: Study[] = [];
	for (const group of groups) {
		const taken = new Set<string>();
		for (let left = random.int(2, 7); left > 0; left--) {
			const relative = studies.filter(({known}) => known.group === group).at(-1)?.known.label;
			const name = nameOf(random, taken, relative);
			taken.add(name);
			studies.push(studyOf(random, group, name, operators, now));
		}
	}
	return {studies, operators, now};
}
