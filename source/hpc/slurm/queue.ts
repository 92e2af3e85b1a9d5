import type {SlurmJob} from '../../model/slurm.js';
import {date, fieldsOf, seconds, stateWord, word} from './values.js';

/**
 * What is asked of squeue, by its one-letter fields: these are as old as squeue, while its JSON
 * changes from release to release and is absent before 21.08. The name comes last, since it may
 * hold the bar.
 */
const format = {
	...{jobId: '%i', state: '%T', reason: '%r', partition: '%P', elapsed: '%M', limit: '%l'},
	...{submitted: '%V', started: '%S', ended: '%e', nodes: '%N', user: '%u', name: '%j'},
};
const names = Object.keys(format) as (keyof typeof format)[];

/** All jobs that the controller still has in memory, ended ones too; of one person where named. */
export function queueCommand(user: string | undefined): string[] {
	return [
		'squeue',
		'-h',
		'-t',
		'all',
		...(user === undefined ? [] : ['-u', user]),
		'-o',
		Object.values(format).join('|'),
	];
}

/** Lines that are none of its rows (a site's greeting, say) are passed over. */
export function parseQueue(text: string, cluster: string): SlurmJob[] {
	return text.split('\n').flatMap(line => {
		const fields = fieldsOf(line, names);
		if (!fields || !/^\d/.test(fields.jobId)) return [];
		return [
			{
				cluster,
				jobId: fields.jobId,
				name: fields.name,
				state: stateWord(fields.state),
				reason: word(fields.reason),
				exitCode: null,
				partition: word(fields.partition),
				nodes: word(fields.nodes),
				user: word(fields.user),
				elapsed: seconds(fields.elapsed),
				limit: seconds(fields.limit),
				submitted: date(fields.submitted),
				started: date(fields.started),
				ended: date(fields.ended),
				use: null,
			},
		];
	});
}
