import type {Cause, Rerun} from '../model/diagnosis.js';

interface Usual {
	rerun: Rerun;
	advice: string;
}

/** What to do for a cause where the rule that found it says nothing else. */
export const usual: Record<Cause, Usual> = {
	'out-of-memory': {
		rerun: 'with-changes',
		advice: 'It ran out of memory: relaunch with more, or with fewer parallel steps.',
	},
	'time-limit': {
		rerun: 'with-changes',
		advice: 'Its time was up: relaunch with a longer limit, or reuse what it has finished.',
	},
	'disk-full': {rerun: 'after-fix', advice: 'The disk or quota is full: free space or get a larger quota, then retry.'},
	'missing-input': {
		rerun: 'after-fix',
		advice: 'What it needs is not there: send or curate the data, then retry.',
	},
	'bad-input-data': {
		rerun: 'after-fix',
		advice: 'A file that it was given is damaged or does not fit: convert or send it again, then retry.',
	},
	'invalid-bids': {rerun: 'after-fix', advice: 'The data are not valid BIDS: mend names or sidecars, then retry.'},
	'missing-license': {
		rerun: 'with-changes',
		advice: 'It found no valid license: give the whole license text or file, then relaunch.',
	},
	'bad-config': {rerun: 'with-changes', advice: 'A setting is not allowed: correct it and relaunch.'},
	'permission-or-auth': {
		rerun: 'after-fix',
		advice: 'It was not allowed to: have the right given or the key renewed, then retry.',
	},
	'network-or-server': {
		rerun: 'unchanged',
		advice: 'The network or a server failed for a time: retry as it is, and tell staff if it repeats.',
	},
	'node-or-scheduler': {
		rerun: 'unchanged',
		advice: 'The node or the scheduler took the job down, not the gear: retry as it is.',
	},
	'container-runtime': {
		rerun: 'after-fix',
		advice: 'The container could not be started: have staff mend the image or its mounts, then retry.',
	},
	'software-crash': {
		rerun: 'with-changes',
		advice: 'The program crashed: try another gear version or settings, or report it to whoever keeps the gear.',
	},
	cancelled: {rerun: 'unchanged', advice: 'Somebody cancelled it: retry as it is, if it is still wanted.'},
	unknown: {rerun: 'no', advice: 'The log does not tell the cause: have staff look at the job before it runs again.'},
	none: {rerun: 'no', advice: 'Nothing to do: it finished well, and its warnings are harmless.'},
};

export const emptyLogAdvice =
	'The log is empty, so the gear probably never started: look for the job in the queue and at the node that took it.';
