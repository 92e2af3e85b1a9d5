import type {Rule} from '../rule.js';

const memory: Rule[] = [
	{
		cause: 'out-of-memory',
		weight: 'verdict',
		pattern: /slurmstepd: error: .*(?:oom.?kill|exceeded memory limit|exceeded virtual memory limit)/,
		example:
			'slurmstepd: error: Detected 1 oom_kill event in StepId=4411.0. Some of the step tasks have been OOM Killed.',
		source: 'SchedMD/slurm src/slurmd/slurmstepd/task_cgroup_memory',
		advice: 'Slurm killed it for memory: relaunch with more slurm-ram.',
	},
	{
		cause: 'out-of-memory',
		weight: 'verdict',
		pattern: /(?:memory cgroup out of memory|out of memory): kill(?:ed)? process/,
		example: 'Memory cgroup out of memory: Killed process 771 (python3) total-vm:3812kB',
		source: 'torvalds/linux mm/oom_kill.c',
		quiet: true,
	},
	{
		cause: 'out-of-memory',
		weight: 'verdict',
		pattern: /\bOOMKilled\b(?!["']?[=:] ?false)/,
		example: 'State: OOMKilled=true, exit code 137',
		source: 'moby/moby container state',
		quiet: true,
	},
	{
		cause: 'out-of-memory',
		pattern: /(?:^|[\s.])(?:_?ArrayMemoryError|MemoryError)(?::|$)|unable to allocate [\d.]+ ?[KMGT]i?B/,
		example: 'MemoryError: Unable to allocate 2.10 GiB for an array with shape (9, 9) and data type float64',
		source: 'numpy/numpy numpy/core/_exceptions.py',
	},
	{
		cause: 'out-of-memory',
		pattern:
			/BrokenProcessPool|process in the process pool was terminated abruptly|worker .*(?:terminated|killed).*memory|TerminatedWorkerError/,
		example: 'concurrent.futures.process.BrokenProcessPool: A process in the process pool was terminated abruptly',
		source: 'nipreps/fmriprep#2492',
		advice: 'A worker was killed, most often for memory: relaunch with more memory or fewer processes.',
	},
	{
		cause: 'out-of-memory',
		pattern:
			/std::bad_alloc|cannot allocate (?:memory|vector|array|buffer|\d)|can'?t m?alloc(?:ate)?\b|(?:unable|failed) to allocate (?!resources)(?:\S+ )?(?:memory|\d+)|could not allocate|(?:malloc|calloc|realloc)(?:\(\))? (?:failed|returned null)|memory allocation (?:failed|error)|allocation failure/,
		example: "terminate called after throwing an instance of 'std::bad_alloc'",
		source: 'ANTsX/ANTs#1217',
	},
	{
		cause: 'out-of-memory',
		pattern:
			/java\.lang\.OutOfMemoryError|GC overhead limit exceeded|Out of memory\. Type "help memory"|CUDA out of memory|cuda(?:Error|_ERROR_)(?:MemoryAllocation|OUT_OF_MEMORY)|OOM when allocating tensor|ResourceExhaustedError|(?:CUBLAS|CUDNN)_STATUS_ALLOC_FAILED|heap out of memory|exceeds maximum array size preference|\bKilledWorker\b|worker exceeded \d+% memory|killed by signal: killed|low on resource: memory|^(?!srun:)(?:.*: )?out of memory\b/,
		example: 'RuntimeError: CUDA out of memory. Tried to allocate 20.00 MiB',
		source: 'pytorch/pytorch#16417; Oracle Java troubleshooting guide; MATLAB memory errors',
	},
	{
		cause: 'out-of-memory',
		weight: 'general',
		pattern:
			/(?:^|: line \d+: +\d+ |^\S+: line \d+: )killed(?:\s{2,}|$)|^(?:.* )?died with <Signals\.SIGKILL: 9>|died with <Signals\.SIGKILL: 9>|exit(?:ed with)? (?:code|status):? ?-9\b|received signal 9\b|\bOUT_OF_ME(?:M|MORY)?\b|(?:terminated|killed) by signal 9\b|\(signal 9\)/,
		example: '/opt/run.sh: line 18:  4471 Killed                  mris_register lh.sphere',
		source: 'nipreps/fmriprep#3418; bash(1) job messages',
		advice: 'It was killed without a word, most often for memory: relaunch with more.',
	},
	{
		cause: 'out-of-memory',
		weight: 'echo',
		pattern:
			/srun: error: .*: out of memory|(?:exit(?:ed)?|return(?:ed)?)(?: with)?(?: exit)? (?:code|status):? ?(?:137|-9)\b|non-zero exit status 137\b|insufficient memory|insufficent memory/,
		example: 'srun: error: bn0108: task 0: Out Of Memory',
		source: 'SchedMD/slurm src/srun/task_state; Docker run reference, exit status 137',
		advice: 'It was killed, most often for memory: relaunch with more.',
	},
];

const time: Rule[] = [
	{
		cause: 'time-limit',
		pattern: /JOB \d+\S* ON \S+ CANCELLED AT \S+ DUE TO TIME LIMIT/,
		example: 'slurmstepd: error: *** JOB 441 ON bn0108 CANCELLED AT 2026-01-19T06:21:01 DUE TO TIME LIMIT ***',
		source: 'SchedMD/slurm src/slurmd/slurmd/req.c',
		advice: "Slurm's time was up: relaunch with a longer slurm-time, or reuse what it has finished.",
	},
	{
		cause: 'time-limit',
		weight: 'likely',
		pattern: /CANCELLED AT \S+ DUE TO TIME LIMIT|due to time ?limit/,
		example: 'slurmstepd: error: *** STEP 441.0 ON bn0108 CANCELLED AT 2026-01-19T06:21:01 DUE TO TIME LIMIT ***',
		source: 'SchedMD/slurm src/slurmd/slurmd/req.c',
		advice: "Slurm's time was up: relaunch with a longer slurm-time, or reuse what it has finished.",
	},
	{
		cause: 'time-limit',
		pattern:
			/(?:gear|run|job)[-_ ]?timeout\b.{0,30}(?:reached|exceeded|expired)|TimeoutExpired: command|timed out after \d+(?:\.\d+)? seconds|timed out after \d+ (?:hours?|minutes?)|\b(?:gear|job|command|process|execution|recon-all|mriqc|\w+prep) timed out|timeout: sending signal \w+ to command|specified deadline|DeadlineExceeded\b|State: TIMEOUT\b|non-zero exit status 124\b|exit(?:ed)?(?: with)? (?:code|status):? ?124\b/,
		example: "subprocess.TimeoutExpired: Command '['recon-all']' timed out after 60 seconds",
		source: 'python/cpython Lib/subprocess.py; timeout(1)',
		advice: "The gear's own time limit was up: raise or clear it and relaunch.",
	},
	{
		cause: 'time-limit',
		pattern:
			/(?:exceeded|reached|over|hit|past)\b.{0,40}\b(?:time ?limit|wall.?(?:time|clock)|run ?time limit|maximum (?:allowed )?(?:run|execution) ?time)|(?:time ?limit|wall.?time|max(?:imum)? (?:run|execution) ?time)\b.{0,40}\b(?:exceeded|reached|expired)|TERM_RUNLIMIT/,
		example: 'PBS: job killed: walltime 86412 exceeded limit 86400',
		source: 'openpbs/openpbs resmom; IBM LSF termination reasons',
	},
];

const disk: Rule[] = [
	{
		cause: 'disk-full',
		pattern: /ApiException: \(507\)|507 (?:Server Error|Insufficient Storage)/,
		example: 'flywheel.rest.ApiException: (507) Reason: Insufficient Storage',
		source: 'RFC 4918 section 11.5',
		advice: 'The site has no room left: tell whoever runs it, then retry.',
	},
	{
		cause: 'disk-full',
		pattern:
			/no space left\b|\[errno 28\]|disk (?:is )?full|not enough (?:free )?(?:disk )?space|insufficient (?:disk )?(?:space|storage)|file system (?:is )?full|SQLITE_FULL|\d+ requested and \d+ written|wrote only \d+ of \d+ bytes|ephemeral[- ](?:local )?storage|\bENOSPC\b|database or disk is full/,
		example: "OSError: [Errno 28] No space left on device: '/tmp/x.nii.gz'",
		source: 'errno(3) ENOSPC; nipreps/mriqc#642',
	},
	{
		cause: 'disk-full',
		pattern:
			/disk quota exceeded|\[errno 122\]|quota (?:has been |was )?exceeded|over (?:disk )?quota|exceed(?:s|ed)? (?:the |your )?(?:storage|disk|group|project) quota/,
		example: "mkdir: cannot create directory 'work': Disk quota exceeded",
		source: 'errno(3) EDQUOT; MultiQC/MultiQC#2606',
		advice: 'The quota is used up: clear old work folders or ask for more, then retry.',
	},
	{
		cause: 'disk-full',
		weight: 'echo',
		pattern: /zip error: output file write failure|write error on zip file/,
		example: 'zip error: Output file write failure (write error on zip file)',
		source: 'Info-ZIP zip ziperr.h',
	},
];

export const resources: Rule[] = [...memory, ...time, ...disk];
