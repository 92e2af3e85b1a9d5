import type {CellContext, Piece} from '../../components/columns.js';
import {age} from '../../format/time.js';
import {truncate} from '../../format/width.js';
import type {SlurmFacts} from '../../model/slurm.js';
import type {JobRow, JobsView} from '../../model/views.js';
import {clock, memoryWords} from '../../state/slurm-words.js';
import type {Theme, Token} from '../../theme/theme.js';

/** What is worth a word of its own in a row; other states are told by theirs. */
const words: Record<string, {text: string; token: Token}> = {
	OUT_OF_MEMORY: {text: 'memory', token: 'bad'},
	TIMEOUT: {text: 'time', token: 'bad'},
	NODE_FAIL: {text: 'node', token: 'bad'},
	FAILED: {text: 'failed', token: 'bad'},
	VANISHED: {text: 'lost', token: 'bad'},
	NOT_FOUND: {text: 'absent', token: 'caution'},
	PREEMPTED: {text: 'preempted', token: 'caution'},
	COMPLETED: {text: 'ended', token: 'dim'},
};

/** A job's other half in a word, and for how long it runs where there is room. */
export function slurmPiece({slurm}: JobRow, {width}: Pick<CellContext, 'width'>): Piece {
	if (slurm === null) return {text: ''};
	if (slurm.state === 'RUNNING') {
		const long = `runs ${clock(slurm.elapsed ?? 0)}`;
		return {text: long.length > width ? 'runs' : long, token: 'good'};
	}
	if (slurm.state === 'PENDING') return {text: slurm.reason.startsWith('held') ? 'held' : 'waits', token: 'caution'};
	return words[slurm.state] ?? {text: slurm.state.toLowerCase()};
}

function spentWords({use}: SlurmFacts): string {
	if (!use) return '';
	const memory = [use.memoryUsed, use.memoryAsked].map(size => (size === null ? '?' : memoryWords(size)));
	return `; memory ${memory[0]} of ${memory[1]}${use.elapsed === null ? '' : `, time ${clock(use.elapsed)}`}`;
}

/** The same in full. */
export function slurmText({slurm, tags}: JobRow): string {
	if (slurm === null) return tags.includes('hpc') ? 'not known' : 'runs elsewhere';
	const {state, jobId, cluster, reason} = slurm;
	const which = jobId === null ? '' : `, job ${jobId}${cluster === null ? '' : ` on ${cluster}`}`;
	return `${state}${which}: ${reason}${spentWords(slurm)}`;
}

/** For the title line: how many are stuck, and which clusters could not be asked, where it matters. */
export function queueNotes({jobs, clusters = []}: JobsView, now: Date): string[] {
	const stuck = jobs.filter(row => row.stuck !== null).length;
	const silent = jobs.some(({tags}) => tags.includes('hpc')) ? clusters : [];
	return [
		...(stuck > 0 ? [`${stuck} stuck`] : []),
		...silent.flatMap(({name, problem, readAt}) => {
			if (problem === null) return [];
			const since = readAt === null ? '' : `, known as of ${age(new Date(readAt).toISOString(), now)}`;
			return [`${name === 'slurm' ? 'Slurm' : `Slurm ${name}`}: ${problem}${since}`];
		}),
	];
}

const mostNamed = 2;

/** Above the list: what goes on in Slurm though Flywheel does not wait for it, a line each. */
export function forgottenLines({forgotten = []}: JobsView, theme: Theme, width: number): string[] {
	if (forgotten.length === 0) return [];
	const more = forgotten.length > mostNamed ? `, the first ${mostNamed}` : '';
	const lines = forgotten.slice(0, mostNamed).map(({jobId, name, reason, flywheel}) => {
		return `   ${jobId}  ${reason}; ${flywheel}  ${name}`;
	});
	const title = ` In Slurm, but forgotten by Flywheel (scancel ends them): ${forgotten.length}${more}`;
	return [theme.paint('caution', truncate(title, width)), ...lines.map(line => truncate(line, width))];
}
