/** Two sessions of one label under one subject: what becomes of the one that comes second. */
import type {Clash, ClashChoice, OnClash, PlanItem} from '../model/plan.js';

/** An item, and the labels that its subject holds already. */
export interface Planned {
	item: PlanItem;
	labels: readonly string[];
}

export interface Settled {
	items: PlanItem[];
	/** Skipped ones, a name and the reason each. */
	leftOut: string[];
	/** Those that had to give way, were warned of, or were skipped. */
	clashes: Clash[];
}

export function subjectPlace({group, project, subject}: PlanItem['after']): string {
	return JSON.stringify([group, project, subject]);
}

function freeLabel(label: string, taken: ReadonlySet<string>): string {
	let number = 2;
	while (taken.has(`${label}_${number}`)) number += 1;
	return `${label}_${number}`;
}

/** Flywheel itself allows two sessions of one label; whoever reads the study later can't tell them apart. */
export function settleClashes(planned: readonly Planned[], {all, single}: ClashChoice): Settled {
	const taken = new Map<string, Set<string>>();
	const settled: Settled = {items: [], leftOut: [], clashes: []};
	for (const {item, labels} of planned) {
		const place = subjectPlace(item.after);
		const there = taken.get(place) ?? new Set(labels);
		taken.set(place, there);
		const label = String(item.after.session);
		if (!there.has(label)) {
			there.add(label);
			settled.items.push(item);
			continue;
		}
		const handled = single[item.id] ?? all;
		const name = item.called ?? item.title;
		const given = handled === 'skip' ? null : givenWay(item, there, handled);
		const becomes = given && String(given.after.session);
		settled.clashes.push({id: item.id, name, label, handled, becomes});
		if (given) settled.items.push(given);
		else settled.leftOut.push(`${name} (there is a session “${label}” already)`);
		if (becomes !== null) there.add(becomes);
	}
	return settled;
}

function givenWay(item: PlanItem, there: ReadonlySet<string>, onClash: OnClash): PlanItem {
	const label = String(item.after.session);
	if (onClash === 'same') {
		const warning = `There is a session “${label}” already: both will be kept under one label.`;
		return {...item, warnings: [...item.warnings, warning]};
	}
	const session = freeLabel(label, there);
	const warning = `There is a session “${label}” already: this one becomes “${session}”.`;
	return {...item, after: {...item.after, session}, warnings: [...item.warnings, warning]};
}
