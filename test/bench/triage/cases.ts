/** Scans in Unsorted with what the console sent, where they belong, and whether that can be known. */
import type {Evidence} from '../../../source/model/unsorted.js';
import {isClear} from './knowable.js';
import {Random} from './random.js';
import type {Site, Study} from './sites.js';
import {
	inOnePart,
	type Join,
	letterForDigit,
	losePadding,
	type Parts,
	recase,
	rubbish,
	separators,
	slipKey,
	spaced,
	transpose,
} from './slips.js';

export interface Case {
	kind: string;
	evidence: Evidence;
	truth: {group: string; project: string; subject: string | null; session: string | null};
	/** Whether a careful person could tell it all. */
	knowable: boolean;
}

/** What was typed in the end, and what the fingers meant by each part. */
interface Typed {
	text: string | null;
	parts: Parts;
	/** Knowable only where this holds too. */
	possible?: boolean;
	truth?: Partial<Case['truth']>;
	group?: string;
	/** What Flywheel's label has kept, where that isn't plain. */
	kept?: string;
}

type Slip = (random: Random, parts: Parts, site: Site, study: Study) => Typed | null;

const list = ({project, subject, session}: Parts) => [project, subject, session];
const join = (parts: Parts, how: Join = all => all.join('/')) => how(list(parts));
const anywhere: [keyof Parts, number][] = [
	['project', 5],
	['subject', 4],
	['session', 1.5],
];

function written(parts: Parts | null, how?: Join): Typed | null {
	return parts && {text: join(parts, how), parts};
}

/** Habits of a hand that slips: it rarely types slashes right either. */
function soft(random: Random): Join {
	const sign = random.weighted(separators);
	return random.chance(0.5) ? all => all.join('/') : all => all.join(sign);
}

function cut(random: Random, parts: Parts, _site: Site, study: Study): Typed | null {
	const whole = join(parts);
	if (whole.length <= 16) return null;
	const text = whole.slice(0, 16);
	const [, subject, rest] = text.split('/');
	const has = study.known.subjects.find(({label}) => label === parts.subject)?.sessions.length ?? 0;
	const next = study.visits.slice(has).find(label => label.startsWith(rest ?? ''));
	const known = subject === parts.subject && rest !== undefined && next === parts.session;
	random.next();
	return {text, parts, possible: known, ...(subject === parts.subject ? {} : {truth: {subject: null, session: null}})};
}

function shortened(random: Random, parts: Parts): Typed | null {
	const {project} = parts;
	const made = random.pick([
		project.slice(0, Math.max(3, project.length - random.int(2, 4))),
		project.split(/[-_ ]/)[0] ?? project,
		project.replace(/\d+$/, ''),
		`${project}${random.pick(['1', 'A', '_study', ' MRI', '2025'])}`,
		parts.group,
	]);
	if (made === project || made.length < 2) return null;
	// Named by the lab or by half of its name, the study must be told by its subjects.
	return {
		text: join({...parts, project: made}),
		parts: {...parts, project: made === parts.group ? project : made},
		possible: /\D/.test(parts.subject),
	};
}

function swapped(random: Random, parts: Parts): Typed {
	const [p, u, s] = list(parts) as [string, string, string];
	const order = random.weighted([
		[[u, p, s], 4],
		[[s, u, p], 2],
		[[p, s, u], 3],
		[[u, s, p], 1],
		[[s, p, u], 0.5],
	] as const);
	return {text: order.join(random.chance(0.75) ? '/' : random.weighted(separators)), parts, possible: u !== s};
}

function exists(_random: Random, parts: Parts, _site: Site, study: Study): Typed | null {
	const has = study.known.subjects.find(({label}) => label === parts.subject)?.sessions;
	const last = has?.at(-1);
	if (last === undefined || last === parts.session) return null;
	return {text: join({...parts, session: last}), parts, possible: true};
}

function wrongLab(random: Random, parts: Parts, site: Site): Typed | null {
	const others = [...new Set(site.studies.map(({known}) => known.group))].filter(group => group !== parts.group);
	return {text: join(parts, random.chance(0.7) ? undefined : soft(random)), parts, group: random.pick(others)};
}

function noHeader(random: Random, parts: Parts): Typed {
	const kept = random.pick([list(parts).join(''), join(parts), list(parts).join('-'), '']);
	return {text: random.chance(0.6) ? null : digest(random), parts, possible: kept !== '', kept};
}

function digest(random: Random): string {
	return Array.from({length: 64}, () => random.pick([...'0123456789abcdef'])).join('');
}

const unknown = {project: undefined, subject: null, session: null};

/** Each kind of slip with how often it happens. */
const kinds: [name: string, weight: number, slip: Slip][] = [
	['wrong separator', 14, (random, parts) => written(parts, all => all.join(random.weighted(separators)))],
	['spaces', 4, (random, parts) => written(parts, spaced(random))],
	[
		'doubled separator',
		3,
		(random, parts) => written(parts, all => all.join('/').replace('/', random.pick(['//', '///', '/ /']))),
	],
	[
		'case',
		5,
		(random, parts) =>
			(({group, ...typed}) => written({group, ...typed}, soft(random)))({
				...parts,
				project: recase(random, parts.project) ?? parts.project,
				subject: random.chance(0.5) ? parts.subject.toLowerCase() : parts.subject,
			}),
	],
	['slipped key', 8, (random, parts) => written(inOnePart(random, parts, slipKey, anywhere), soft(random))],
	['transposed', 4, (random, parts) => written(inOnePart(random, parts, transpose, anywhere), soft(random))],
	['letter for digit', 6, (random, parts) => written(inOnePart(random, parts, letterForDigit, anywhere), soft(random))],
	[
		'lost padding',
		6,
		(random, parts) =>
			written(
				inOnePart(random, parts, (_, text) => losePadding(text), [
					['subject', 4],
					['session', 1],
				]),
				soft(random),
			),
	],
	[
		'two slips',
		5,
		(random, parts) => {
			const once = inOnePart(random, parts, random.pick([slipKey, letterForDigit, transpose]), anywhere);
			return written(
				once && inOnePart(random, once, random.pick([slipKey, letterForDigit, recase]), anywhere),
				soft(random),
			);
		},
	],
	[
		'missing session',
		8,
		(random, parts) => ({text: [parts.project, parts.subject].join(random.chance(0.7) ? '/' : '-'), parts}),
	],
	[
		'missing subject',
		3,
		(_random, parts) => ({text: `${parts.project}/${parts.session}`, parts, possible: false, truth: {subject: null}}),
	],
	[
		'missing project',
		2,
		(random, parts) => ({
			text: [parts.subject, parts.session].join(random.chance(0.8) ? '/' : '_'),
			parts,
			possible: /[A-Za-z]{2}/.test(parts.subject) && !/^sub-\d/.test(parts.subject),
		}),
	],
	['unknown project', 4, shortened],
	['wrong lab', 5, wrongLab],
	[
		'extra parts',
		3,
		(random, parts) => ({text: `${join(parts)}/${random.pick(['1', 'MRI', '2', parts.session, 'run1'])}`, parts}),
	],
	[
		'group in front',
		3,
		(random, parts) => ({text: [parts.group, ...list(parts)].join(random.chance(0.8) ? '/' : '-'), parts}),
	],
	[
		'fw:// in front',
		2,
		(random, parts) => ({text: `fw://${random.chance(0.6) ? `${parts.group}/` : ''}${join(parts)}`, parts}),
	],
	['order swapped', 5, swapped],
	['cut off', 6, cut],
	['trailing rubbish', 4, (random, parts) => ({text: join(parts, soft(random)) + random.pick(rubbish), parts})],
	[
		'nothing between',
		3,
		(random, parts) => ({
			text: random.chance(0.6) ? list(parts).join('') : `${parts.project}/${parts.subject}${parts.session}`,
			parts,
		}),
	],
	['session exists', 3, exists],
	['no header or digest', 4, noHeader],
	[
		'nothing readable',
		3,
		(random, parts) => ({
			text: random.pick(['', 'DOE^JANE', '12345', 'test', String(random.int(1e6, 1e8))]),
			parts,
			possible: false,
			truth: {...unknown},
		}),
	],
];

/** The study, and who in it comes next: mostly somebody new or somebody's next visit. */
function truthOf(random: Random, site: Site): {study: Study; parts: Parts} | null {
	const active = site.studies.filter(({activity}) => activity > 0);
	if (active.length === 0) return null;
	const study = random.weighted(active.map(one => [one, one.activity] as const));
	const {group, label: project, subjects} = study.known;
	const open = subjects.filter(
		({sessions}, index) => sessions.length < study.visits.length && study.numbers[index] !== undefined,
	);
	if (open.length > 0 && random.chance(study.visits.length > 1 ? 0.5 : 0)) {
		const known = random.chance(0.8) ? random.pick(open.slice(-12)) : random.pick(open);
		return {study, parts: {group, project, subject: known.label, session: study.visits[known.sessions.length] ?? ''}};
	}
	const top = Math.max(0, ...study.numbers);
	const number =
		study.numbering === 'random'
			? random.int(100, 9999)
			: top +
				random.weighted([
					[1, 7],
					[2, 2],
					[3, 1],
				] as const);
	if (study.numbers.includes(number)) return null;
	return {study, parts: {group, project, subject: study.subject(number), session: study.visits[0] ?? ''}};
}

function evidenceOf(random: Random, index: number, typed: Typed, {study, site}: {study: Study; site: Site}): Evidence {
	const group = typed.group ?? study.known.group;
	const at = new Date(site.now.getTime() - random.int(1, 120) * 3_600_000).toISOString();
	const exam = `ex${18_000 + index}`;
	const routed = typed.kept ?? (typed.text ?? '').replaceAll('/', '');
	const strange = random.chance(0.04) ? random.pick(site.studies).protocol : study.protocol;
	return {
		id: `case${index}`,
		group,
		subject: exam,
		session: `gr-${group}_proj-${routed}_ses-1.3.12.2.1107.5.2.${index}`,
		timestamp: at,
		created: at,
		modified: at,
		uid: null,
		operator: random.chance(0.15) ? null : random.chance(0.85) ? study.operator : random.pick(site.operators),
		headerAccession: typed.text,
		referringPhysician: group,
		studyDescription: strange === '' ? null : strange,
		studyDates: [at.slice(0, 19)],
		patientIds: [exam],
		accessions: typed.text === null ? [] : [typed.text],
		activeJobs: 0,
	};
}

/** A label that nobody has seen yet can't be put right, nor proposed. */
function hasHabit(kind: string, typed: Parts, {study, parts}: {study: Study; parts: Parts}): boolean {
	const {subjects} = study.known;
	const seen = (label: string) =>
		subjects.filter(({sessions}) => sessions.includes(label)).length >= Math.min(3, Math.max(1, subjects.length / 8));
	const proposed = ['missing session', 'session exists', 'cut off'].includes(kind) || typed.session !== parts.session;
	return (subjects.length > 0 || typed.subject === parts.subject) && (!proposed || seen(parts.session));
}

function makeCase(random: Random, site: Site, index: number): Case | null {
	const meant = truthOf(random, site);
	if (!meant) return null;
	const {study, parts} = meant;
	const [kind, , slip] = random.weighted(kinds.map(one => [one, one[1]] as const));
	const typed = slip(random, parts, site, study);
	if (!typed || (typed.text === join(parts) && !typed.group)) return null;
	const {group: _, ...truth} = {...parts, ...typed.truth};
	const knowable =
		hasHabit(kind, typed.parts, {study, parts}) &&
		(typed.possible ?? true) &&
		study.visits.length > 0 &&
		isClear(site.studies, typed.parts, parts);
	const evidence = evidenceOf(random, index, typed, {study, site});
	return {kind, evidence, truth: {...truth, group: parts.group, project: parts.project}, knowable};
}

export function makeCases(site: Site, seed: number, amount: number): Case[] {
	const random = new Random(seed * 31 + 7);
	const cases: Case[] = [];
	for (let tries = 0; cases.length < amount && tries < amount * 8; tries++) {
		const made = makeCase(random, site, cases.length);
		if (made) cases.push(made);
	}
	return cases;
}
