/** The plain fuzzy matcher to beat: the known place whose text is most like what was typed. */
import type {Evidence, Suggestion} from '../../../source/model/unsorted.js';
import {edits} from './knowable.js';
import type {Site} from './sites.js';

interface Place extends Pick<Suggestion, 'group' | 'project' | 'subject' | 'session'> {
	text: string;
}

const places = new WeakMap<Site, Place[]>();

/** Whom the site knows and the next number, each with every session label of the study that is still open. */
function placesOf(site: Site): Place[] {
	const found =
		places.get(site) ??
		site.studies.flatMap(({known, visits, subject, numbers}) => {
			const {group, label: project, subjects} = known;
			const next = {label: subject(Math.max(0, ...numbers) + 1), sessions: []};
			return [...subjects, next].flatMap(one => {
				const open = visits.filter(label => !(one.sessions as string[]).includes(label));
				return open.map(session => ({
					group,
					project,
					subject: one.label,
					session,
					text: `${project}/${one.label}/${session}`.toLowerCase(),
				}));
			});
		});
	places.set(site, found);
	return found;
}

export function fuzzy(
	evidence: Evidence,
	site: Site,
): Pick<Suggestion, 'group' | 'project' | 'subject' | 'session' | 'confidence'>[] {
	const typed = (evidence.headerAccession ?? '').toLowerCase();
	const scored = placesOf(site).map(place => {
		const longest = Math.max(typed.length, place.text.length, 1);
		return {place, ratio: 1 - edits(typed, place.text) / longest + (place.group === evidence.group ? 0.01 : 0)};
	});
	const best = scored.sort((a, b) => b.ratio - a.ratio).slice(0, 5);
	const clear = (best[0]?.ratio ?? 0) >= 0.85 && (best[0]?.ratio ?? 0) - (best[1]?.ratio ?? 0) > 0.04;
	return best.map(({place}, rank) => ({...place, confidence: rank === 0 && clear ? 'high' : 'low'}));
}
