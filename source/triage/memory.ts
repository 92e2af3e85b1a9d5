import type {Correction, Finding, KnownProject} from '../model/unsorted.js';
import {finding} from './accession.js';
import type {ProjectMatch} from './match-project.js';
import {readRoutedLabel} from './routed-label.js';
import {fold, shown} from './text.js';

/** A name that somebody typed in place of a project's, and how often that was put right. */
interface Mistake {
	group: string;
	project: string;
	/** When it was put right (ms since the epoch). */
	times: number[];
}

/** What stood in the project's place: what is left of the routing without subject and session. */
function nameIn({label, to}: Correction): string | null {
	const kept = fold(readRoutedLabel(label)?.project ?? '');
	const tails = [fold(to.subject + to.session), fold(to.subject), ''];
	const tail = tails.find(text => kept.endsWith(text)) ?? '';
	const name = kept.slice(0, kept.length - tail.length);
	return name.length > 1 && name !== fold(to.project) && name !== fold(to.group + to.project) ? name : null;
}

const month = 31 * 86_400_000;
const ordinals = ['First', 'Second', 'Third', 'Fourth', 'Fifth'];
/** In nats: whoever put it right before knew what was meant. */
const remembered = 1;

/** What earlier corrections tell of names that are typed wrong again and again. */
export class Memory {
	readonly #mistakes = new Map<string, Mistake[]>();
	readonly #now: number;

	constructor(corrections: readonly Correction[], now: Date) {
		this.#now = now.getTime();
		for (const correction of corrections) {
			const name = nameIn(correction);
			if (name === null) continue;
			const known = this.#mistakes.get(name) ?? [];
			this.#mistakes.set(name, known);
			const {group, project} = correction.to;
			const same = known.find(mistake => mistake.group === group && mistake.project === project);
			const at = Date.parse(correction.at);
			if (same) same.times.push(at);
			else known.push({group, project, times: [at]});
		}
	}

	/** The projects that this name was put right to, with what they would be without it. */
	matches(typed: string, projects: readonly KnownProject[]): ProjectMatch[] {
		return (this.#mistakes.get(fold(typed)) ?? []).flatMap(mistake => {
			const project = projects.find(({group, label}) => group === mistake.group && label === mistake.project);
			if (!project) return [];
			const reason = `${shown(typed)} was put right to ${project.label} before.`;
			return [{project, cost: remembered, findings: [this.#returning(typed, mistake)], reason}];
		});
	}

	#returning(typed: string, {times, project}: Mistake): Finding {
		const count = times.filter(at => this.#now - at < month).length + 1;
		const often = ordinals[count - 1] ?? `${count}th`;
		const when = count > 1 ? `${often} time this month` : 'Typed before';
		return finding('returning-mistake', `${when}: ${shown(typed)} for the project ${project}.`);
	}
}
