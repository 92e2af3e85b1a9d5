import {type Need, needs} from '../../model/gear-needs.js';
import {runChange} from '../change.js';
import type {Context} from '../context.js';
import {usageError} from '../usage.js';

export async function retry(context: Context, ids: string[]): Promise<number> {
	return runChange(context, async operations => operations.planRetry(ids));
}

export async function cancel(context: Context, ids: string[]): Promise<number> {
	return runChange(context, async operations => operations.planCancel(ids));
}

export interface RelaunchCommand {
	set?: string[];
	more?: string[];
	input?: string[];
	label?: string;
	tag?: string[];
	gearVersion?: string;
}

/** `NAME=VALUE` each; a value may hold further equals signs. */
function pairs(option: string, texts: readonly string[]): Record<string, string> {
	return Object.fromEntries(
		texts.map(text => {
			const at = text.indexOf('=');
			if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
			throw usageError(`${option} ${text} has no value.`, `Write ${option} NAME=VALUE.`, 'bad-pair');
		}),
	);
}

function needsOf(words: readonly string[]): Need[] {
	return words.map(word => {
		const need = needs.find(known => known === word);
		if (need) return need;
		throw usageError(`There is no more of "${word}" to ask for.`, `Give --more ${needs.join(' or ')}.`, 'bad-need');
	});
}

/** `--set a=1 b=2` is meant as it looks: no job's id holds an equals sign. */
export async function relaunch(context: Context, ids: string[], command: RelaunchCommand): Promise<number> {
	const {set = [], more = [], input = [], label, tag, gearVersion} = command;
	const jobs = ids.filter(id => !id.includes('='));
	const edits = {
		set: pairs('--set', [...set, ...ids.filter(id => id.includes('='))]),
		inputs: pairs('--input', input),
		more: needsOf(more),
		label,
		tags: tag,
		version: gearVersion,
	};
	const requests = [...new Set(jobs)].map(job => ({...edits, job}));
	return runChange(context, async operations => operations.planLaunch(requests));
}
