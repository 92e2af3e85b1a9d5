import type {Rule} from '../rule.js';

const scriptAdvice = 'The script that was given to the gear fails: mend the script, then retry.';

export const crashes: Rule[] = [
	{
		cause: 'software-crash',
		pattern:
			/segmentation fault|\bSIGSEGV\b|segfault at|bus error|illegal instruction|\bSIGILL\b|\bSIGBUS\b|died with <Signals\.SIG(?:SEGV|ABRT|ILL|BUS|FPE)|floating point exception|stack smashing detected|double free or corruption|munmap_chunk|corrupted size vs|fatal python error|python fatal error|access violation detected|input array dimensions|could not be broadcast|shapes? .{0,60}not aligned|array with 0 (?:sample|feature)|(?:return(?:ed)?|exit(?:ed)?)(?: with)? (?:code|status):? ?(?:139|134|-11|-6)\b|non-zero exit status (?:139|134)\b/,
		example: 'Segmentation fault (core dumped)',
		source: 'signal(7); nipreps/fmriprep#1823',
		advice: 'The program itself crashed: check the quality of the input, and try another gear version.',
	},
	{
		cause: 'software-crash',
		rerun: 'after-fix',
		pattern: /recon-all is already running|IsRunning/,
		example: 'ERROR: it appears that recon-all is already running for sub-01 based on the presence of IsRunning.lh+rh.',
		source: 'freesurfer/freesurfer scripts/recon-all',
		advice: 'An earlier run left its lock behind: remove IsRunning from the subject folder, then retry.',
	},
	{
		cause: 'software-crash',
		weight: 'general',
		pattern:
			/terminate called (?:after throwing|without)|symbol lookup error|undefined symbol|assertion .{0,120}failed|\baborted\b.{0,20}\(core dumped\)|core dumped|abort trap|itk::ExceptionObject|unhandled exception|exception in thread "|undefined function or variable|unrecognized function or variable|traceback: fatal|internal error|panic: |\bcrashed\b|command not found|: not found$|java\.lang\.\w+(?:Exception|Error)/,
		example: "terminate called after throwing an instance of 'std::logic_error'",
		source: 'libstdc++ terminate handler; InsightSoftwareConsortium/ITK; MATLAB; Oracle Java',
	},
];

/** What a script of the study's own does wrong is mended in the script. */
export const scriptCrash = {rerun: 'after-fix', advice: scriptAdvice} as const;
