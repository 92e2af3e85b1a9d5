/** What only looks like a cause: harmless, already made good, or the mere news that something failed. */
const harmless: RegExp[] = [
	/^file (?:NULL|none) does not exist|fontconfig error|libGL error|\b(?:tensorflow|xla|tsl)\/(?:core|stream_executor|compiler|tsl|cuda|python\/util)\b|TF-TRT|^tput:|setlocale|dependency resolver does not|failed to connect to the bus|QStandardPaths|couldn't chdir to .*: no such file|, not using it\b|(?:to|init) (?:x )?server: could not connect|could not load dynamic library 'lib(?:cu|nv)|\bpigz: (?:command )?not found|^rm: cannot remove|connection to server could not be made|could not check for version|sentry is attempting/i,
	/(?<![.\w])(?:0|no) (?:errors?|failures?|failed)\b|\berrors?(?: count)?:? ?= ?0\b|\berrors?: 0\b|total errors: 0/i,
	/^(?:checking|looking|searching|testing|scanning) for\b|(?:nvidia-smi|module): (?:command )?not found|using (?:the )?defaults?\b|falling back|XDG_RUNTIME_DIR|\bTMPDIR\b|^find: .*permission denied|awaiting response|unable to find image .* locally|^\d+: \[WARN\]|passwd file doesn't exist in container|group file doesn't exist in container|skipping mount|not updating$/i,
	/connection pool is full|not match server version|MPLCONFIGDIR|deprecat|pending error messages|exception calling callback/i,
	/\b(?:ignoring|skipping|skipped)\b|nothing to worry|can be (?:safely )?ignored|continuing(?: anyway| without)/i,
	/error (?:found )?when computing scan coverage|error[_ ](?:tolerance|rate|margin|log|bars?)|could not write a checkpoint/i,
];

/** Somebody tries again: only what comes of it counts. */
const triedAgain =
	/\bretrying\b|\bretry \d|will (?:retry|try again)|trying again|\battempt \d+(?: of |\/| failed)|try \d+ of \d+|backing off/i;
const gaveUp =
	/max retries exceeded|retries exhausted|giving up|too many retries|(?:after|all) \d+ (?:attempts|retries|tries)/i;

/** The news that something failed, told by those around it. */
const consequences: RegExp[] = [
	/command returned [1-9]|unable to execute command|could not run node|failed to run on host|saving crash info/i,
	/did not execute cleanly|NodeExecutionError|subprocess exited with code|non-? ?zero (?:exit|return) (?:status|code)(?!:? (?:1(?:24|34|37|39)\b|-\d))/i,
	/did not complete dcm2niix|dcm2niix software tool returned|exited with ERRORS at|for output '.{1,60}' of an? \S+ interface/i,
	/worker failed early|could not finish curation|error in (?:BIDS download|creating and validating)|BIDS error\(s\) detected|validation errors? (?:was|were) (?:found|detected)|execution halted|^(?:RuntimeError|Exception): .{0,60}\b(?:command|pipeline|gear|workflow|step|process|job|nodes?)\b.{0,40}\bfailed\W*$|\d+ raised\. re-?raising/i,
	/validation error\(s\) were detected|errors? found by the validator|validating parameters for .* failed/i,
	/pipeline failed|processing failed!|recon-all command failed|\bABORTING\b|command failed with return|has failed!$/i,
	/image pull failed|could not prepare gear image|gear container was not started|job step aborted|error executing command/i,
	/srun: error: .*: tasks? .*: (?:exited with|killed|terminated)|previous errors|did not work on the first|sys\.exit/i,
	/BrokenPipeError|see (?:the )?(?:log|crash)|for more details|^\W*exiting(?: now)?(?: with status \d+)?\.?$/i,
	/^(?:\S+: )?(?:error:? ?)?(?:(?:the )?(?:gear|command|execution|job|run|process) )?failed\.?$|did not finish successfully|\b(?:did|could) not (?:complete|finish)\W*$|STEP \S+ ON .* DUE TO TASK FAILURE|force terminated|JOB NOT ENDING WITH SIGNALS|^exit(?:ed)?(?: with)? (?:code|status)/i,
];

const any = (patterns: RegExp[]) => new RegExp(patterns.map(({source}) => `(?:${source})`).join('|'), 'i');
const anyHarmless = any(harmless);
const anyConsequence = any(consequences);

/** True where the line can't be why a job failed. */
export function isHarmless(text: string): boolean {
	return anyHarmless.test(text) || (triedAgain.test(text) && !gaveUp.test(text));
}

/** True where the line only tells that something had failed. */
export function isConsequence(text: string): boolean {
	return anyConsequence.test(text);
}

const ownError = /^(?:\*+ )?\[?(?:fatal )?error\b\]?[:!]|^[\w./-]+:? (?:fatal )?error:/i;
const sayNothing =
	/went wrong|(?:unknown|unexpected|unspecified|internal|undefined|fatal|an) error(?: occurred)?\W*$|errors? (?:was |were )?(?:occurred|detected|encountered|found)|\bsee\b|error in \w+$|non-zero|return(?:ed)? code|exit(?:ed)?\b|status \d+$|terminated|could not (?:complete|finish|run)|unable to (?:complete|finish|run)|failed\W*$/i;

/** True where a program of its own accord names a fault, though in words that nobody knows. */
export function isOwnError(text: string): boolean {
	return ownError.test(text) && !sayNothing.test(text) && text.split(/\s+/).length >= 4;
}
