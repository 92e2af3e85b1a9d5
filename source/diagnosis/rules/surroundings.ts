import type {Rule} from '../rule.js';

const scheduler: Rule[] = [
	{
		cause: 'node-or-scheduler',
		weight: 'verdict',
		pattern:
			/CANCELLED AT \S+ DUE TO (?:PREEMPTION|NODE FAILURE|JOB REQUEUE)|due to (?:node failure|preemption)|CANCELLED AT .{0,80}DUE TO NODE\b|\bNODE_FAIL\b|\bBOOT_FAIL\b|node failure on|: node failure|(?:after|following) (?:a )?node failure|job (?:was |has been )?preempted/,
		example: 'slurmstepd: error: *** JOB 9 ON bn0108 CANCELLED AT 2026-03-22T15:07:44 DUE TO PREEMPTION ***',
		source: 'SchedMD/slurm src/slurmd/slurmd/req.c; SystemsGenetics/GEMmaker#242',
	},
	{
		cause: 'node-or-scheduler',
		pattern:
			/unable to contact slurm controller|could not establish a configuration source|(?:sbatch|srun|squeue): error: .*(?:socket timed out|connection refused|slurm (?:backup )?controller|zero bytes were transmitted|unable to confirm allocation|maxsubmitjob|slurm temporarily unable|resource temporarily unavailable|communication connection failure|protocol authentication error|munge)|slurmctld .{0,40}(?:down|not responding)|munge.{0,40}(?:failed|error|expired)/,
		example: 'sbatch: error: Batch job submission failed: Socket timed out on send/recv operation',
		source: 'SchedMD/slurm src/common/slurm_errno.c',
		advice: 'The scheduler did not take the job: retry it as it is, later.',
	},
	{
		cause: 'node-or-scheduler',
		pattern:
			/slurmstepd: error: (?:execve|unable to(?! (?:create TMPDIR|unlink|destroy)))|srun: error: task launch|(?:slurmstepd|slurmd|srun|launch failed).{0,160}(?:prolog|task_prolog|epilog|launch failed|unable to create (?!step )|communication connection failure|i\/o error|node .* not responding)|job credential (?:expired|revoked)|requeued (?:due to|after|because)|(?:soft|hard) lockup|(?:EXT4|XFS)(?:-fs)? .{0,30}error|nfs: server \S+ not responding|fallen off the bus|draining node|stale file handle|\[errno 116\]|transport endpoint is not connected|input\/output error|\[errno 5\]|\[errno 107\]|remote i\/o error|no CUDA GPUs are available|no cuda-capable device|cuda-capable devices? (?:is|are) (?:all )?(?:busy|unavailable)|cuda driver version is insufficient|nvidia-smi has failed|bus error.{0,20}nfs|uncorrectable ecc|container_[gp]_join|unable to layout tasks|required (?:node|partition) not available|i\/o error writing script|heartbeat (?:timeout|timed out|lost)|lost (?:contact|connection) (?:with|to) (?:the )?(?:engine|node)|job (?:was )?orphaned|engine (?:stopped|lost|disappeared)/,
		example: "OSError: [Errno 116] Stale file handle: '/scratch/x'",
		source: 'SchedMD/slurm src/slurmd/slurmstepd; errno(3) ESTALE, EIO; pytorch/pytorch#49081',
	},
	{
		cause: 'node-or-scheduler',
		weight: 'hint',
		pattern:
			/^(?:slurm(?:step)?d|sbatch|srun|salloc|squeue|scontrol): (?:error|fatal): (?!\S+: tasks? |\*\*\*|detected|couldn't chdir|.*(?:sched_affinity|_get_pss|TMPDIR|memory limit))/,
		example: 'slurmstepd: error: task_g_set_affinity: No such process',
		source: 'SchedMD/slurm src/slurmd/slurmstepd',
	},
	{
		cause: 'node-or-scheduler',
		rerun: 'after-fix',
		pattern: /No such file or directory: 'sbatch'|sbatch: command not found|srun: command not found/,
		example: "[Errno 2] No such file or directory: 'sbatch'",
		source: 'flywheel-io/hpc-client code/cluster/base.py',
		advice: 'The caster does not find Slurm: have staff load its module, then retry.',
	},
];

const stopped: Rule[] = [
	{
		cause: 'cancelled',
		quiet: true,
		pattern:
			/cannot mutate a job that is cancelled|job (?:was |has been |is )?cancell?ed (?:by|on|at|from) |cancell?ed by (?:user|admin|the user|request)|mutating job from cancelled|cancellation (?:was |is )?requested|received cancel|\bcancel(?:l?ation)? (?:request|signal)|CANCELLED(?: AT \S+)? BY\b|cancellation from|requested (?:to cancel|cancellation)|stop requested by|(?:job(?: \S+)?|it) (?:was|has been|is) cancell?ed\b/,
		example: 'engine: job update refused: Cannot mutate a job that is cancelled.',
		source: 'scitran/core api/jobs/queue.py',
	},
	{
		cause: 'cancelled',
		weight: 'likely',
		pattern:
			/\*\*\* JOB \d+ ON \S+ CANCELLED AT \S+ (?:\*\*\*|DUE TO SIGNAL)|\bKeyboardInterrupt\b|scancel|srun: interrupt|\b(?:caught|got) (?:signal )?SIGINT\b|\bby ctrl-?c\b|^\^C$|srun: forcing job termination|interrupted by user|SIGINT received|(?:job )?termination requested by user/,
		example: 'slurmstepd: error: *** JOB 1243 ON himem17 CANCELLED AT 2026-09-15T14:08:44 ***',
		source: 'SchedMD/slurm src/slurmd/slurmd/req.c',
	},
	{
		cause: 'cancelled',
		weight: 'echo',
		quiet: true,
		pattern:
			/\*\*\* STEP \S+ ON \S+ CANCELLED AT \S+ \*\*\*|state changed to cancelled|^(?:job )?cancelled\.?$|: job cancelled$|received SIGTERM|signal 15\b|exit(?:ed)?(?: with)? (?:code|status):? ?(?:143|130)\b/,
		example: 'Job state changed to cancelled',
		source: 'SchedMD/slurm src/slurmd/slurmd/req.c; scitran/core api/jobs/queue.py',
	},
];

const network: Rule[] = [
	{
		cause: 'network-or-server',
		weight: 'general',
		pattern:
			/(?:requests|urllib3|http\.client|socket|httpx|aiohttp|botocore|ssl|urllib|paramiko)\S*(?:ConnectionError|ConnectTimeout|ReadTimeout|Timeout|ProtocolError|MaxRetryError|NewConnectionError|SSLError|ChunkedEncodingError|RemoteDisconnected|IncompleteRead|gaierror|timeout|URLError|EndpointConnectionError|ConnectError|ProxyError|ReadTimeoutError|RetryError)\b|Connection(?:Reset|Refused|Aborted)Error|HTTPSConnectionPool|connection (?:reset by peer|refused|timed out|aborted|broken)|name resolution|could not resolve host|name or service not known|network is unreachable|no route to host|remote end closed connection|max retries exceeded|EOF occurred in violation of protocol|read timed out|server closed the connection|too many connections|dial tcp|i\/o timeout|(?:could not|couldn't|cannot|unable to|failed to) (?:reach|connect)\b(?! to (?:x |the )?(?:display|bus))|(?:unable|failed) to establish .{0,20}connection|could not fetch|getaddrinfo failed/,
		example: 'socket.gaierror: [Errno -3] Temporary failure in name resolution',
		source: 'psf/requests; urllib3/urllib3; nipreps/fmriprep#1778; Backblaze/b2-sdk-python#74',
	},
	{
		cause: 'network-or-server',
		pattern:
			/ApiException: \((?:5(?!07)\d\d|429|408)\)(?! reason: (?:must be at least|.{0,40}\bpermission))|\((?:SlowDown|InternalError|ServiceUnavailable|RequestTimeout|Throttling\w*)\)|reduce your request rate|\b(?:50[0234]|429):? (?:server error|client error|bad gateway|service unavailable|gateway time-?out|internal server error|too many requests)|error 50[0234]\b|status(?: code)?:? 50[0234]\b|HTTP (?:error )?(?:50[0234]|429)\b|reason: (?:bad gateway|service unavailable|gateway timeout|internal server error)/,
		example: 'flywheel.rest.ApiException: (502) Reason: Bad Gateway',
		source: 'flywheel-io/sdk-python flywheel/rest.py; psf/requests; wget(1)',
	},
	{
		cause: 'network-or-server',
		pattern:
			/curl: \((?:5|6|7|16|18|28|35|52|55|56|92)\)|wget: unable to resolve|(?:failed to|unable to|could not|error) (?:down|up)load(?:ing)?\b(?!.{0,120}\b(?:40[134]|not found|denied|permission|forbidden))|download (?:failed|incomplete)|upload failed|psycopg2\.OperationalError|pymongo\.errors\.\w+|sqlalchemy\.exc\.OperationalError|rpc failed|early eof|the remote end hung up/,
		example: 'curl: (28) Operation timed out after 300000 milliseconds with 0 bytes received',
		source: 'curl/curl libcurl-errors; psycopg/psycopg2; git(1)',
	},
	{
		cause: 'network-or-server',
		rerun: 'after-fix',
		pattern: /curl: \((?:60|77)\)|certificate (?:has )?expired|certificate verify failed|self.signed certificate/,
		example: 'curl: (60) SSL certificate problem: certificate has expired',
		source: 'curl/curl libcurl-errors; psf/requests',
		advice: 'A certificate is not accepted: tell whoever runs that server, then retry.',
	},
];

const container: Rule[] = [
	{
		cause: 'container-runtime',
		rerun: 'unchanged',
		pattern:
			/toomanyrequests|pull rate limit|no loop devices? available|(?:error response from daemon|docker|pull).{0,160}(?:client\.timeout|request canceled|i\/o timeout|tls handshake timeout|connection refused|connection reset|unexpected eof|context deadline exceeded|(?:status: |\b)50[0234] (?:internal|service|bad|gateway)|temporary failure|no such host)|cannot connect to the docker daemon|FATAL: .*(?:i\/o timeout|tls handshake|connection reset|no such host|toomanyrequests|unexpected eof|context deadline|timeout)/,
		example:
			'Error response from daemon: Get "https://registry.lab.example/v2/": net/http: request canceled (Client.Timeout exceeded while awaiting headers)',
		source: 'docker/hub-feedback#2464; moby/moby#22635; apptainer/apptainer',
		advice: 'The image could not be fetched just now: retry as it is, later.',
	},
	{
		cause: 'container-runtime',
		rerun: 'with-changes',
		pattern: /FATAL: .*(?:destination \S+ doesn't exist in container|using --writable|singularity-writable)/,
		example: "FATAL:   container creation failed: while mounting /x: destination /homes doesn't exist in container",
		source: 'apptainer/singularity mount errors; public cluster notes',
		advice:
			'A folder can not be mounted in a writable container: turn singularity-writable off, or have staff mend the mounts.',
	},
	{
		cause: 'container-runtime',
		pattern:
			/^FATAL:\s{2,}|container creation failed|FATAL ERROR: ?failed to create thread|squashfs|error response from daemon|oci runtime|runc |failed to (?:register layer|create shim|start container|pull image)|pull access denied|manifest unknown|exec format error|kernel too old|exec user process caused|error while loading shared libraries|version `?GLIBC(?:XX)?_|cannot open shared object file|unknown image format|no such image|invalid reference format|\.(?:sif|simg)\b.{0,30}(?:doesn't|does not) exist|^\/usr\/bin\/env: .*no such file|ImagePullBackOff|ErrImagePull|image .{0,60}(?:not found|does not exist locally)|(?:while|failed) (?:mounting|to mount)|fuse: .{0,40}(?:fail|device)|could not open image \S+\.(?:sif|simg|img)|no such container|user namespaces? .{0,40}(?:not|disabled|fail)/,
		example: 'FATAL:   container creation failed: mount /proc/self/fd/3->/rootfs error: while mounting image',
		source: 'apptainer/apptainer#2121; moby/moby; opencontainers/runc',
	},
];

export const surroundings: Rule[] = [...stopped, ...container, ...scheduler, ...network];
