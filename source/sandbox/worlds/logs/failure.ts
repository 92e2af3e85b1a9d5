/**
 * How jobs fail: for each family of causes, the messages that the software really prints.
 * A line starting with `@` is stamped by the gear toolkit (`@LEVEL module text`), one with
 * `~` by nipype (`~LEVEL text`); the rest stands as it is. Words in braces are filled in.
 */
export interface Failure {
	cause: string;
	/** Gears that it befalls; any if absent. */
	gears?: string[];
	/** Where the job must run: true on the cluster, false on the site's own engines. */
	cluster?: boolean;
	/** How far the work had come, 0 to 1. 0: the gear itself never started. */
	progress: number;
	/** Whether it befell the program itself, just called: what is logged ends with its command. */
	afterCommand?: boolean;
	lines: string[];
	/** The setting that is to blame. */
	config?: Record<string, unknown>;
	/** What follows: the gear closes down, or nothing says anything any more. */
	end: 'gear' | 'killed';
	/** How long it ran, minutes, where the failure decides it. */
	minutes?: number;
}

export const bidsApps = ['bids-mriqc', 'bids-fmriprep', 'bids-qsiprep'];
export const surfaces = ['bids-fmriprep', 'bids-hcp', 'freesurfer-recon-all'];
export const small = ['dcm2niix', 'file-metadata-importer'];
export const traceback = 'Traceback (most recent call last):';
export const work = '/flywheel/v0/workdir';
