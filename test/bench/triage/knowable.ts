/**
 * Whether a careful person could tell what was meant. Nothing here is shared with the engine:
 * plain edits between plain texts, against every place that the site might mean.
 */
import type {Study} from './sites.js';
import type {Parts} from './slips.js';

function plain(text: string): string {
	return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Optimal string alignment, the textbook one. */
export function edits(a: string, b: string): number {
	const width = b.length + 1;
	const table = new Uint16Array((a.length + 1) * width);
	const at = (i: number, j: number) => table[i * width + j] ?? 0;
	for (let j = 0; j < width; j++) table[j] = j;
	for (let i = 1; i <= a.length; i++) {
		table[i * width] = i;
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1] ? 0 : 1;
			let best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same);
			const turned = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			if (turned) best = Math.min(best, at(i - 2, j - 2) + 1);
			table[i * width + j] = best;
		}
	}
	return at(a.length, b.length);
}

function apart(a: Omit<Parts, 'group'>, b: Omit<Parts, 'group'>): number {
	return (['project', 'subject', 'session'] as const).reduce(
		(sum, part) =>
			sum + edits(plain(a[part]).replace(/(?<!\d)0+(?=\d)/g, ''), plain(b[part]).replace(/(?<!\d)0+(?=\d)/g, '')),
		0,
	);
}

/** Subjects that could be scanned next, with what they would have: the known, the next numbers, and what was typed. */
function possible(study: Study, typedSubject: string): {subject: string; has: number}[] {
	const known = study.known.subjects.map(({label, sessions}) => ({subject: label, has: sessions.length}));
	const labels = new Set(known.map(({subject}) => subject));
	const top = Math.max(0, ...study.numbers);
	const low = Math.min(top, ...study.numbers);
	const reach = study.numbering === 'random' ? 9999 : study.numbering === 'gaps' ? 20 : 6;
	const fresh = [1, 2, 3].map(step => top + step);
	const typed = Number(/\d{1,6}$/.exec(typedSubject)?.[0] ?? Number.NaN);
	for (const number of [typed, typed % 1000, typed % 100]) {
		const near = number >= low - reach && number <= top + reach;
		if (near && plain(study.subject(number)) === plain(typedSubject)) fresh.push(number);
	}
	return [
		...known,
		...[...new Set(fresh)]
			.map(study.subject)
			.filter(label => !labels.has(label))
			.map(subject => ({subject, has: 0})),
	];
}

/**
 * True where what the hand typed, before separators and order went wrong, is nearer to the
 * truth than to any other place that makes sense.
 */
export function isClear(studies: readonly Study[], typed: Parts, truth: Parts): boolean {
	const least = apart(typed, truth);
	return !studies.some(study => {
		if (Math.abs(plain(study.known.label).length - plain(typed.project).length) > 3) return false;
		if (edits(plain(study.known.label), plain(typed.project)) > least + 1) return false;
		return possible(study, typed.subject).some(({subject, has}) =>
			study.visits.some((session, turn) => {
				const {group, label: project} = study.known;
				const isTruth =
					group === truth.group && project === truth.project && subject === truth.subject && session === truth.session;
				if (isTruth) return false;
				const far = apart(typed, {project, subject, session});
				return far < least || (far === least && turn === has);
			}),
		);
	});
}
