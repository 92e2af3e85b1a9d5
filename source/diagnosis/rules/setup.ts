import type {Rule} from '../rule.js';

const license: Rule[] = [
	{
		cause: 'missing-license',
		pattern:
			/valid license file is required|FreeSurfer license (?:file|key)\b.{0,120}(?:not found|invalid|missing|does not exist)|invalid freesurfer license|could not find freesurfer license (?:anywhere|\()|freesurfer license .{0,60}(?:expired|not valid|malformed|incomplete)|crypt\(\) returned null|no freesurfer license|license[ _-]file\b.{0,80}(?:not found|does not exist|invalid|missing)|license key .{0,60}(?:invalid|not found)|license (?:text|key|string|file) .{0,40}(?:format|empty|malformed|corrupt)|license\.txt .{0,40}(?:wrong|incomplete|invalid)/,
		example: 'ERROR: FreeSurfer license file /opt/freesurfer/license.txt not found.',
		source: 'freesurfer/freesurfer utils/chklc.cpp; Washington-University/HCPpipelines#209; PennLINC/qsiprep#325',
		advice: 'FreeSurfer has no valid license: attach the license file or its whole text and relaunch.',
	},
	{
		cause: 'missing-license',
		weight: 'general',
		pattern: /could not find freesurfer license|valid freesurfer license must be present/,
		example: 'Could not find FreeSurfer license in project info.',
		source: 'intermountainneuroimaging/bids-hcp fw_gear_hcp_struct/struct_main.py',
		advice: 'FreeSurfer has no license: attach the license file or its whole text and relaunch.',
	},
	{
		cause: 'missing-license',
		rerun: 'after-fix',
		pattern:
			/license checkout failed|check ?out (?:a |the )?licen[cs]e|licen[cs]es are in use|license manager error|no license (?:available|found)|licensed number of users|(?:flexlm|flexnet) (?:licensing )?error|cannot connect to (?:the )?license server/,
		example: 'License checkout failed.',
		source: 'MathWorks license manager errors',
		advice: 'No license was free or the license server is down: tell staff, then retry.',
	},
];

const config: Rule[] = [
	{
		cause: 'bad-config',
		pattern:
			/error: (?:unrecognized arguments?|argument \S+|the following arguments are required|ambiguous option|invalid choice|one of the arguments|unrecognized option)|unrecogni[sz]ed option|unknown (?:option|flag|argument|parameter|template|space|mode|atlas|method)\b|bad option|requires an argument|expected (?:at least )?one argument|flags? are (?:incompatible|exclusive)|--[\w-]+ (?:has been|was) removed|invalid option\b|flag \S+ unrecognized|no such option|unexpected argument/,
		example: 'mriqc: error: unrecognized arguments: --use-aroma',
		source: 'python/cpython Lib/argparse.py; getopt(3); freesurfer/freesurfer recon-all',
		advice: 'An option is not one of this program: correct the settings and relaunch.',
	},
	{
		cause: 'bad-config',
		pattern:
			/EddyInputError|(?:eddy|topup|flirt|fnirt|bet|applytopup)\S*: .{0,20}(?:error: )?(?:readparams|invalid|unknown)|invalid subsampling|must be called with|configuration file .{0,60}(?:invalid|not found)/,
		example: 'EddyInputError:  --mporder specified without providing mb structure',
		source: 'FSL eddy EddyCommandLineOptions; PennLINC/qsiprep#790',
		advice: 'The options of eddy or topup do not fit: correct them and relaunch.',
	},
	{
		cause: 'bad-config',
		rerun: 'after-fix',
		pattern: /invalid (?:key|value) defined in project\.info|project\.info\.context/,
		example: 'Invalid value defined in project.info.context.header.dicom for key PatientID.',
		source: 'file-metadata-importer dicom.py (public copy)',
		advice: "The project's own metadata hold a wrong setting: correct it there, then retry.",
	},
	{
		cause: 'bad-config',
		pattern:
			/configuration option error|incorrect gear input\. if rec_file_input|json syntax error in|(?:unknown|invalid|missing) config|config option|has an unknown section|RegName must be|jsonschema\.exceptions\.ValidationError|traits\.trait_errors\.TraitError|TraitError: the '.{1,60}' trait of|failed to import heuristic|could not import heuristic|unsupported file ?type|bids.?filter.?file|config(?:uration)? (?:value|option|setting|key|file)? ?\S{0,40} ?(?:is )?(?:invalid|not (?:valid|allowed|supported|recognized))|invalid config/,
		example: 'Configuration option error: compression_level must be between 1 and 9. Exiting.',
		source: 'flywheel-apps/dcm2niix dcm2niix_run.py; python-jsonschema/jsonschema; nipy/heudiconv',
	},
	{
		cause: 'bad-config',
		pattern:
			/is not one of\b|is not a valid (?:value|choice|option)|not a valid value for|supported values are|invalid (?:choice|value for|setting|parameter|space|template)|(?:space|template|atlas|cohort)s? (?:identifier )?["'`]?\S+["'`]? (?:is |are )?(?:invalid|not (?:found|available|supported)|unknown)|cannot (?:use|combine) .{0,60}(?:with|when|together)|mutually exclusive|incompatible (?:options?|with --)|cannot be used (?:with|together)|are you sure .{0,40}option|re-run an existing subject|must (?:be|equal) (?:one of|either|between|"|')|(?:--[\w-]+|option|setting|config \S+) (?:must be|requires|should be|cannot be)/,
		example: "ValueError: 'hott' is not a valid value for name; supported values are 'hot', 'jet'",
		source: 'matplotlib/matplotlib cm.py; nipreps/niworkflows spaces.py; freesurfer/freesurfer recon-all',
	},
	{
		cause: 'bad-config',
		pattern:
			/(?:batch job submission failed|unable to allocate resources): (?:invalid|requested|memory required|more processors|node count|job size|unspecified|job violates)|(?:sbatch|srun|salloc): error: (?:invalid (?!partition specified)|unrecognized|bad constraint)|invalid partition name/,
		example: 'sbatch: error: Batch job submission failed: Invalid qos specification',
		source: 'SchedMD/slurm src/common/slurm_errno.c; elasticluster/elasticluster#553',
		advice: 'Slurm refused the partition, account, QoS or size: correct the slurm settings and relaunch.',
	},
	{
		cause: 'bad-config',
		weight: 'general',
		pattern:
			/(?:sbatch|srun): error: (?:invalid partition specified|QOSMax(?!Submit)|AssocGrp|AssocMax(?!Submit)|memory specification can not be satisfied|cpu count per node can not be satisfied)/,
		example: 'sbatch: error: invalid partition specified: amilan',
		source: 'SchedMD/slurm src/slurmctld/partition_mgr.c',
		advice: 'Slurm refused the partition or size: correct the slurm settings and relaunch.',
	},
	{
		cause: 'bad-config',
		weight: 'general',
		rerun: 'after-fix',
		pattern: /ApiException: \((?:400|409|422)\)/,
		example: 'flywheel.rest.ApiException: (422) Reason: Unprocessable entity',
		source: 'flywheel-io/sdk-python flywheel/rest.py',
		advice: 'The site refused what the gear asked for: correct the script or its input, then retry.',
	},
];

const rights: Rule[] = [
	{
		cause: 'permission-or-auth',
		quiet: true,
		pattern: /not on the HPC whitelist|not (?:white-?listed|allow-?listed)/,
		example: 'User ra1@lab.example is not on the HPC whitelist.',
		source: 'flywheel-io/hpc-client code/cluster/common.py',
		advice: 'This person may not use the cluster yet: ask staff to add them, then retry.',
	},
	{
		cause: 'permission-or-auth',
		pattern:
			/ApiException: \((?:401|403)\)|ApiException: .*must be at least|\b(?:401|403) (?:client error|unauthorized|forbidden)|invalid api key|api key (?:is |has )?(?:invalid|expired|missing|revoked)|authentication (?:failed|required|error)|could not log ?in|login (?:failed|incorrect)|(?:invalid|expired|bad) (?:credentials|token|password)|AccessDenied|InvalidAccessKeyId|ExpiredToken|password authentication failed|no (?:valid )?api key/,
		example: 'flywheel.rest.ApiException: (403) Reason: Forbidden',
		source: 'flywheel-io/sdk-python flywheel/rest.py; psf/requests; git(1)',
		advice: 'The key or the right is missing: renew the key or have the right given, then retry.',
	},
	{
		cause: 'permission-or-auth',
		pattern:
			/PermissionError|permission denied|operation not permitted|\[errno (?:1|13|30)\]|read-only file ?system|(?:do|does) not have (?:the )?(?:permission|access|privilege)|host key verification failed|user (?:is )?not (?:authorized|permitted|allowed)|not authorized to|access (?:is )?denied|insufficient (?:permissions?|privileges?)|user.s group not permitted|EACCES/,
		example: "PermissionError: [Errno 13] Permission denied: '/output/logs'",
		source: 'errno(3) EACCES, EPERM, EROFS',
		advice: 'It may not read or write there: have staff mend the rights, then retry.',
	},
];

export const setup: Rule[] = [...license, ...config, ...rights];
