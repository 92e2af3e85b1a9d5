import type {Note} from './flywheel.js';

/**
 * What flydeck writes into a session's notes, so that every admin of the lab sees it, with
 * flydeck or without: `[flydeck: aside until 2026-12-01] The PI looks for the consent form`.
 */
export interface SetAside {
	/** ISO date of the day on which it waits again. */
	until: string;
	text: string;
	/** Who set it aside. */
	by: string;
}

/** Plain: something to know. Else until when nobody has to look at the session; `null`: it waits again. */
export type Remark = {text: string} & ({until?: undefined} | {until: string | null});

const form = /^\[flydeck: (?:aside until (\d{4}-\d{2}-\d{2})|(waits again)|note)\]\s*(.*)$/su;

export function noteText({until, text}: Remark): string {
	const prefix = until === undefined ? 'note' : until === null ? 'waits again' : `aside until ${until}`;
	return `[flydeck: ${prefix}] ${text}`.trim();
}

/** The note without what is there for programs. */
export function readableNote(note: string): string {
	const [, until, again, text = ''] = form.exec(note) ?? [];
	if (until !== undefined) return `Set aside until ${until}. ${text}`.trim();
	if (again !== undefined) return `Waits again. ${text}`.trim();
	return form.test(note) ? text : note;
}

/** Day of the calendar here, not of Greenwich: what waits until Monday is there on Monday morning. */
export function localDay(date: Date): string {
	const two = (part: number) => String(part).padStart(2, '0');
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** What the newest word on it says, whoever's it is; null where the session waits. */
export function setAsideOf(notes: readonly Note[], now: Date): SetAside | null {
	const words = notes
		.map(({text, user, created}) => ({match: form.exec(text), user, at: Date.parse(created ?? '') || 0}))
		.filter(({match}) => match?.[1] !== undefined || match?.[2] !== undefined)
		.sort((a, b) => a.at - b.at);
	const last = words.at(-1);
	const until = last?.match?.[1];
	if (!last || until === undefined || until <= localDay(now)) return null;
	return {until, text: last.match?.[3] ?? '', by: last.user};
}

/** `2026-12-01`, `3d`, `2w`, `today`, as a day; null where it is none. */
export function parseDay(word: string, now: Date): string | null {
	if (word === 'today') return localDay(now);
	const [, amount, unit] = /^\+?(\d{1,3})([dw])$/.exec(word) ?? [];
	if (amount !== undefined) {
		const days = Number(amount) * (unit === 'w' ? 7 : 1);
		return localDay(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days));
	}
	const isDay = /^\d{4}-\d{2}-\d{2}$/.test(word) && !Number.isNaN(Date.parse(word));
	return isDay && new Date(word).toISOString().startsWith(word) ? word : null;
}

/** A remark for until that day; a day that isn't to come brings the session back. */
export function remarkUntil(day: string, text: string, now: Date): Remark {
	return {until: day > localDay(now) ? day : null, text};
}
