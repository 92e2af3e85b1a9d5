/** Composes a job's log: how the engine starts, what the gear says, how it ends. */
import {Random} from '../random.js';
import type {Failure} from './failure.js';
import {progress, toolOf} from './progress.js';

export interface LogAbout {
	job: string;
	analysis: string;
	gear: string;
	version: string;
	subject: string;
	session: string;
	file: string;
	user: string;
	cluster: boolean;
	/** Start and end alone, as for what ran well long ago. */
	brief: boolean;
	/** Milliseconds since 1970. */
	started: number;
	ended: number;
}

/** How it came out: still at it, complete, or a failure. */
export type Outcome = 'running' | 'complete' | Failure;

interface Writer {
	lines: string[];
	words: Record<string, string>;
	at: number;
}

const twoDigits = (value: number) => String(value).padStart(2, '0');

function toolkitStamp(at: number): string {
	const text = new Date(at).toISOString();
	return `${text.slice(0, 4)}${text.slice(5, 7)}${text.slice(8, 10)} ${text.slice(11, 19)}`;
}

function nipypeStamp(at: number): string {
	const text = new Date(at).toISOString();
	return `${text.slice(2, 4)}${text.slice(5, 7)}${text.slice(8, 10)}-${text.slice(11, 19)},${at % 1_000}`;
}

function unixDate(at: number): string {
	const [day = '', date = '', month = '', year = ''] = new Date(at).toUTCString().replace(',', '').split(' ');
	return `${day} ${month} ${twoDigits(Number(date))} ${new Date(at).toISOString().slice(11, 19)} UTC ${year}`;
}

function fill(template: string, writer: Writer): string {
	if (!template.includes('{')) return template;
	return template.replace(/\{(\w+)\}/g, (whole, word: string) => {
		if (word === 'at') return new Date(writer.at).toISOString().slice(0, 19);
		if (word === 'date') return unixDate(writer.at);
		return writer.words[word] ?? whole;
	});
}

function write(writer: Writer, template: string): void {
	const text = fill(template, writer);
	if (text.startsWith('@')) {
		const level = text.indexOf(' ');
		const module = text.indexOf(' ', level + 1);
		const from = text.slice(level + 1, module);
		writer.lines.push(
			`[${toolkitStamp(writer.at)} ${text.slice(1, level).padStart(8)} ${from}] ${text.slice(module + 1)}`,
		);
	} else if (text.startsWith('~')) {
		const cut = text.indexOf(' ');
		writer.lines.push(`${nipypeStamp(writer.at)} nipype.workflow ${text.slice(1, cut)}:`, `\t ${text.slice(cut + 1)}`);
	} else writer.lines.push(text);
}

function opening(about: LogAbout, gearStarts: boolean): string[] {
	if (about.cluster) {
		if (!gearStarts) return ['[engine] claimed job {job}', '[cast] writing job-{job}.sh'];
		return [
			'[engine] host={node} slurm_job={slurm}',
			'[engine] job {job} gear {gear}:{version}',
			'[engine] fetching inputs',
		];
	}
	// The first line, with the gear's name and version, is the platform's own: the server writes it.
	const head = ['Executor: {executor}', 'Job ID: {job}', 'Fetching inputs'];
	return gearStarts ? [...head, 'Inputs ready.', 'Gear container started'] : head;
}

function closing(about: LogAbout, outcome: Outcome): string[] {
	if (outcome === 'running') return [];
	if (outcome === 'complete') {
		return about.cluster
			? ['@INFO __main__ {tool} is done.  Returning 0', '[engine] gear exited with code 0', '[engine] outputs uploaded']
			: ['Gear container exit code: 0', 'Uploading results', 'Job complete.'];
	}
	if (outcome.end === 'killed') return about.cluster ? [] : ['Releasing slot', 'Job failed.'];
	return about.cluster
		? [
				...(outcome.lines.length > 0 ? ['@CRITICAL __main__ Command returned 1'] : []),
				'[engine] gear exited with code 1',
				'srun: error: {node}: task 0: Exited with exit code 1',
			]
		: ['Gear container exit code: 1', 'Job failed.'];
}

/** What the gear had to say by then. */
function stepsOf(about: LogAbout, outcome: Outcome, share: number): string[] {
	const all = progress[about.gear] ?? [];
	if (outcome === 'complete' && about.brief) return all.slice(-3);
	const command = all.findIndex(line => line.startsWith(` ${toolOf(about.gear)} `));
	if (typeof outcome === 'object' && outcome.afterCommand && command >= 0) return all.slice(0, command + 1);
	return all.slice(0, Math.ceil(all.length * share));
}

/** The lines of one job's log; none where nothing was ever written. */
export function composeLog(about: LogAbout, outcome: Outcome): string[] {
	const random = new Random(`log/${about.job}`);
	const failure = typeof outcome === 'object' ? outcome : null;
	if (failure && failure.lines.length === 0 && failure.progress === 0) return [];
	const share = failure ? failure.progress : outcome === 'running' ? 0.5 : 1;
	const steps = stepsOf(about, outcome, share);
	const writer: Writer = {
		lines: [],
		at: about.started,
		words: {
			...about,
			cluster: '',
			brief: '',
			started: '',
			ended: '',
			tool: toolOf(about.gear),
			sub: about.subject.replace(/^sub-/, '').replace(/[^A-Za-z0-9]/g, ''),
			ses: about.session.replace(/^ses-/, '').replace(/[^A-Za-z0-9]/g, ''),
			work: '/flywheel/v0/workdir',
			node: `bnode0${random.int(101, 118)}`,
			slurm: String(random.int(21_000_000, 21_999_999)),
			executor: `engine-${twoDigits(random.int(1, 6))}`,
		},
	};
	const end = outcome === 'running' ? Math.min(about.ended, about.started + 3_600_000) : about.ended;
	const all = [...opening(about, share > 0), ...steps];
	for (const [index, line] of all.entries()) {
		// The start is a matter of seconds, the work takes the rest.
		writer.at = Math.round(
			about.started + (index + 1) * 1_700 + (end - about.started) * 0.95 * (index / all.length) ** 6,
		);
		write(writer, line);
	}
	writer.at = Math.max(end, about.started);
	for (const line of [...(failure?.lines ?? []), ...closing(about, outcome)]) write(writer, line);
	return writer.lines;
}
