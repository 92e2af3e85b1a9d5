/** When which participant of a study was scanned: one scanner, one scan at a time, working hours. */
import {after, type Calendar} from './calendar.js';
import ds000030 from './studies/ds000030.json' with {type: 'json'};
import ds000114 from './studies/ds000114.json' with {type: 'json'};
import ds000117 from './studies/ds000117.json' with {type: 'json'};
import ds000224 from './studies/ds000224.json' with {type: 'json'};
import {type PackedStudy, type StudySession, unpackStudy} from './studies/packed.js';
import type {Study} from './studies.js';

export interface Scan extends Booking {
	subject: string;
	session: string;
	source: StudySession;
}

const sources: Record<Study['source'], PackedStudy> = {ds000030, ds000114, ds000117, ds000224};

/** Starts of the scanner's slots, minutes past midnight. */
const slots = [450, 500, 550, 600, 650, 700, 760, 810, 860, 910, 960, 1_010];

export interface Booking {
	daysAgo: number;
	/** Milliseconds since 1970. */
	start: number;
	/** The exam's number, as the console counts: rising with time. */
	exam: string;
}

/** The scanner's diary: hands out free slots. */
export class Diary {
	readonly #taken = new Set<number>();

	constructor(readonly calendar: Calendar) {}

	/** A free slot on that day, or on an earlier one where the day is full, with the exam's number. */
	book(daysAgo: number, preference: number): Booking {
		for (let day = daysAgo; ; day++) {
			for (let turn = 0; turn < slots.length; turn++) {
				const slot = (preference + turn) % slots.length;
				const key = day * slots.length + slot;
				if (this.#taken.has(key)) continue;
				this.#taken.add(key);
				// Nobody lies down on the minute: eight minutes and some seconds of spread.
				const late = (key * 7) % 9;
				return {
					daysAgo: day,
					start: after(this.calendar.at(day, (slots[slot] ?? 0) + late), ((key * 11) % 60) / 60),
					exam: `ex${18_900 - day * slots.length + slot}`,
				};
			}
		}
	}
}

type Planned = Omit<Scan, 'start' | 'exam'>;

function spread(study: Study, index: number, count: number): number {
	return Math.round(study.from - ((study.from - study.to) * index) / Math.max(1, count - 1));
}

/** Labels of the study's own: each participant in turn, later visits only where their day has come. */
function relabelled(study: Study, sessions: StudySession[]): Planned[] {
	const visits = study.visits ?? [];
	const participants = Math.ceil(sessions.length / Math.max(1, visits.length));
	const scans: Planned[] = [];
	let next = 0;
	for (let index = 0; index < participants; index++) {
		const first = spread(study, index, participants);
		for (const visit of visits) {
			const source = sessions[next];
			const daysAgo = first - visit.gap;
			if (!source || daysAgo < study.to) continue;
			next++;
			scans.push({subject: study.subject?.(index) ?? source.subject, session: visit.label, source, daysAgo});
		}
	}
	return scans;
}

function published(study: Study, sessions: StudySession[]): Planned[] {
	return sessions.map((source, index) => ({
		subject: source.subject,
		session: source.session,
		...study.relabel?.(source),
		source,
		daysAgo: spread(study, index, sessions.length),
	}));
}

/** The test comes before the retest, whatever the alphabet says. */
function turn(session: string): number {
	return session.includes('retest') ? 1 : 0;
}

/** All scans of a study, oldest first, each with its own slot. */
export function schedule(study: Study, diary: Diary): Scan[] {
	const [from, count] = study.take;
	const source = sources[study.source];
	const sessions = unpackStudy({...source, sessions: source.sessions.slice(from, from + count)}).sort((a, b) =>
		a.subject === b.subject ? turn(a.session) - turn(b.session) : a.subject < b.subject ? -1 : 1,
	);
	const scans = study.visits ? relabelled(study, sessions) : published(study, sessions);
	return scans
		.map((scan, index) => ({...scan, ...diary.book(scan.daysAgo, index * 3)}))
		.sort((a, b) => a.start - b.start);
}
