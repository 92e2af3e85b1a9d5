/** The gears that INC runs, with the settings that their manifests offer. */
import type {WorldGear} from '../world-file.js';
import {type Calendar, iso} from './calendar.js';
import {idFor} from './random.js';

type Option = {
	type: 'string' | 'boolean' | 'integer' | 'number';
	default?: unknown;
	description: string;
	enum?: string[];
};
type Options = Record<string, Option>;

function text(standard: string, description: string, choices?: string[]): Option {
	return {type: 'string', default: standard, description, ...(choices ? {enum: choices} : {})};
}

function flag(standard: boolean, description: string): Option {
	return {type: 'boolean', default: standard, description};
}

function whole(standard: number, description: string): Option {
	return {type: 'integer', default: standard, description};
}

interface Cluster {
	partition?: string;
	qos?: string;
	account?: string;
	cpu: string;
	ram: string;
	time?: string;
}

/** What a gear asks of Slurm. All are strings; memory is per CPU, time in minutes. */
function slurm({partition = 'blanca-ics', qos = partition, account, cpu, ram, time = '1428'}: Cluster): Options {
	return {
		'slurm-partition': text(partition, 'Partition that the job is sent to.'),
		'slurm-qos': text(qos, 'Quality of service.'),
		...(account ? {'slurm-account': text(account, 'Account that the hours are charged to.')} : {}),
		'slurm-nodes': text('1', 'Number of nodes.'),
		'slurm-ntasks': text('1', 'Number of tasks.'),
		'slurm-cpu': text(cpu, 'CPUs per task.'),
		'slurm-ram': text(ram, 'Memory per CPU, such as 4G.'),
		'slurm-time': text(time, 'Time limit in minutes.'),
	};
}

const common: Options = {
	'gear-log-level': text('INFO', 'How much the log tells.', ['INFO', 'DEBUG']),
	'gear-run-bids-validation': flag(false, 'Run the BIDS validator before the pipeline.'),
	'gear-dry-run': flag(false, 'Do everything but run the pipeline.'),
	'gear-save-intermediate-output': flag(false, 'Keep the work folder as an output.'),
	'gear-writable-dir': text('/pl/active/ics/fw_temp_data', 'Folder for temporary files.'),
};

const apiKey = {base: 'api-key', 'read-only': true};
const optionalFile = (description: string) => ({base: 'file', description, optional: true});
const license = optionalFile('FreeSurfer licence; the project’s license.txt is used where this is empty.');

/** One gear: its versions oldest first, each with what it changed in the settings. */
interface Family {
	name: string;
	label: string;
	category: 'analysis' | 'converter' | 'utility' | 'qa';
	description: string;
	versions: [version: string, changes?: Options][];
	config: Options;
	inputs: Record<string, unknown>;
	/** Versions that are switched off. */
	off?: string[];
}

const anatomical = {base: 'file', description: 'A T1-weighted image.', type: {enum: ['nifti', 'dicom']}};

const families: Family[] = [
	{
		name: 'bids-mriqc',
		label: 'BIDS MRIQC',
		category: 'qa',
		description: 'Quality metrics of structural and functional images.',
		versions: [['1.2.4_0.16.1'], ['2.1.0_24.0.0_inc1.0'], ['2.1.3_24.0.2_inc1.0']],
		off: ['1.2.4_0.16.1'],
		config: {
			...common,
			...slurm({account: 'blanca-ics', cpu: '8', ram: '4G'}),
			'no-sub': flag(true, 'Send no metrics to the public database.'),
			fd_thres: {type: 'number', default: 0.2, description: 'Threshold of framewise displacement, mm.'},
		},
		inputs: {'api-key': apiKey, bidsignore: optionalFile('A .bidsignore file.')},
	},
	{
		name: 'bids-fmriprep',
		label: 'BIDS fMRIPrep',
		category: 'analysis',
		description: 'Preprocessing of functional images.',
		versions: [
			['1.2.16_22.1.1_inc1.0'],
			['1.3.2_23.2.1_inc1.1'],
			['1.3.4_24.1.1_inc1.2', {'me-t2s-fit-method': text('curvefit', 'Fit of T2*.', ['curvefit', 'loglin'])}],
		],
		config: {
			...common,
			...slurm({account: 'blanca-ics', cpu: '8', ram: '6G'}),
			'output-spaces': text('MNI152NLin2009cAsym:res-2 fsaverage5', 'Spaces to resample into.'),
			'skip-bids-validation': flag(true, 'Skip the pipeline’s own validation.'),
			'use-syn-sdc': text('', 'Distortion correction without fieldmaps.', ['', 'warn', 'error']),
			'dummy-scans': whole(0, 'Volumes to leave out at the start.'),
			'fs-no-reconall': flag(false, 'Leave surfaces out.'),
			'bids-app-command': text('', 'Further arguments, as on the command line.'),
		},
		inputs: {
			'api-key': apiKey,
			freesurfer_license: license,
			bidsignore: optionalFile('A .bidsignore file.'),
			'bids-filter-file': optionalFile('Which images to use, as JSON.'),
		},
	},
	{
		name: 'bids-hcp',
		label: 'BIDS HCP Pipelines',
		category: 'analysis',
		description: 'Minimal preprocessing of the Human Connectome Project.',
		versions: [['1.2.5_4.3.0_inc1.5.1']],
		config: {
			...common,
			...slurm({partition: 'amilan', qos: 'normal', account: 'ucb278_asc1', cpu: '4', ram: '28G'}),
			stages: text('PreFreeSurfer FreeSurfer PostFreeSurfer fMRIVolume fMRISurface', 'Stages to run, in order.'),
			RegName: text('MSMSulc', 'Registration of surfaces.', ['FS', 'MSMSulc']),
		},
		inputs: {'api-key': apiKey, FreeSurferLicense: license, GradientCoeff: optionalFile('Gradient coefficients.')},
	},
	{
		name: 'bids-qsiprep',
		label: 'BIDS QSIPrep',
		category: 'analysis',
		description: 'Preprocessing of diffusion images.',
		versions: [['1.0.3_0.15.4_inc1.0'], ['1.1.0_0.21.4_inc1.0']],
		config: {
			...common,
			...slurm({cpu: '1', ram: '12G'}),
			output_resolution: {type: 'number', default: 1.7, description: 'Voxel size of the output, mm.'},
			hmc_model: text('eddy', 'Model of head motion.', ['eddy', 'none', '3dSHORE']),
		},
		inputs: {'api-key': apiKey, freesurfer_license: license, eddy_config: optionalFile('Settings of eddy, as JSON.')},
	},
	{
		name: 'freesurfer-recon-all',
		label: 'FreeSurfer recon-all',
		category: 'analysis',
		description: 'Cortical surfaces and volumes.',
		versions: [['1.1.2_7.2.0'], ['2.1.3_7.4.1']],
		config: {
			'gear-log-level': text('INFO', 'How much the log tells.', ['INFO', 'DEBUG']),
			subject_id: text('', 'Label of the subject in the outputs; the session’s own if empty.'),
			reconall_options: text('-all -qcache', 'Arguments of recon-all.'),
			parallel: flag(true, 'Both hemispheres at once.'),
			n_cpus: whole(4, 'CPUs to use.'),
			...slurm({account: 'blanca-ics', cpu: '4', ram: '4G'}),
		},
		inputs: {'api-key': apiKey, anatomical, freesurfer_license: license},
	},
	{
		name: 'curate-bids',
		label: 'BIDS Curation',
		category: 'analysis',
		description: 'Names and metadata as BIDS has them, from ReproIn names.',
		versions: [['2.2.4_1.2.14'], ['2.3.1_1.2.32']],
		config: {
			reset: flag(false, 'Forget earlier curation first.'),
			base_template: text('ReproIn', 'Template to curate by.', ['ReproIn', 'BIDS-v1']),
			intendedfor_regexes: text('.*fmap.* nii', 'Pairs of patterns: fieldmap, and what it is for.'),
			use_or_save_config: text('', 'What to do with the saved settings.', [
				'',
				'Save Config File',
				'Ignore Config File',
			]),
		},
		inputs: {'api-key': apiKey, template: optionalFile('A template of the project’s own.')},
	},
	{
		name: 'hierarchy-curator',
		label: 'Hierarchy Curator',
		category: 'analysis',
		description: 'Runs a script of the project’s own over the hierarchy.',
		versions: [['2.1.7'], ['2.2.3_inc1.0']],
		config: {verbose: flag(false, 'Tell more.'), multi: flag(false, 'Run over siblings at once.')},
		inputs: {
			'api-key': apiKey,
			curator: {base: 'file', description: 'The script.'},
			'additional-input-one': optionalFile('Anything that the script wants.'),
		},
	},
	{
		name: 'dcm2niix',
		label: 'dcm2niix: DICOM to NIfTI',
		category: 'converter',
		description: 'Converts DICOM to NIfTI with sidecars.',
		versions: [['1.4.0_1.0.20220720'], ['2.1.3_1.0.20240202']],
		config: {
			bids_sidecar: text('y', 'Write sidecars.', ['y', 'n', 'o']),
			anonymize_bids: flag(true, 'Leave names and dates out of sidecars.'),
			merge2d: flag(false, 'Merge slices of one series whatever their echo.'),
			filename: text('%f', 'Pattern of the names of outputs.'),
		},
		inputs: {'api-key': apiKey, dcm2niix_input: {base: 'file', description: 'DICOM, zipped.', type: {enum: ['dicom']}}},
	},
	{
		name: 'file-metadata-importer',
		label: 'File Metadata Importer',
		category: 'utility',
		description: 'Reads the header of a file into its metadata.',
		versions: [['1.1.4'], ['1.5.2']],
		config: {
			debug: flag(false, 'Tell more.'),
			'derived-metadata': flag(false, 'Work out further fields.'),
			'siemens-csa': text('None', 'Which private headers to read.', ['None', 'Image', 'Series', 'Both']),
		},
		inputs: {'api-key': apiKey, 'input-file': {base: 'file', description: 'DICOM or another imaging file.'}},
	},
	{
		name: 'my-brain-souvenir',
		label: 'Brain Souvenir',
		category: 'analysis',
		description: 'Pictures of one’s own brain, to take home.',
		versions: [['0.2.1_inc1.0'], ['1.0.4_inc1.0']],
		config: {
			'image-size': {type: 'number', default: 0.8, description: 'Size of the pictures, 0 to 1.'},
			format: text('GIF', 'Format of the moving picture.', ['GIF', 'JPEG', 'MOV']),
			deface: flag(true, 'Take the face off first.'),
		},
		inputs: {'api-key': apiKey},
	},
];

/** The newest version of a gear, or the one before it. */
export function versionOf(name: string, back = 0): string {
	return families.find(family => family.name === name)?.versions.at(-1 - back)?.[0] ?? '0.1.0';
}

export function isOnCluster(name: string): boolean {
	return families.some(family => family.name === name && 'slurm-partition' in family.config);
}

const defaults = new Map<string, Record<string, unknown>>();

/** A gear's settings at their defaults, as a job carries them. */
export function defaultsOf(name: string): Record<string, unknown> {
	const known = defaults.get(name);
	if (known) return known;
	const config = families.find(family => family.name === name)?.config ?? {};
	const made = Object.fromEntries(
		Object.entries(config)
			.filter(([, option]) => option.default !== undefined && option.default !== '')
			.map(([key, option]) => [key, option.default]),
	);
	defaults.set(name, made);
	return made;
}

export function gears(calendar: Calendar): WorldGear[] {
	return families.flatMap(family =>
		family.versions.map(([version, changes], index) => {
			const age = 90 + (family.versions.length - 1 - index) * 210 + family.name.length;
			const installed = iso(calendar.at(age, 14 * 60));
			return {
				_id: idFor(`gear/${family.name}/${version}`),
				name: family.name,
				version,
				category: family.category,
				gear: {
					label: family.label,
					description: family.description,
					custom: {'gear-builder': {category: family.category, image: `flywheel/${family.name}:${version}`}},
				},
				config: {...family.config, ...changes},
				inputs: family.inputs,
				disabled: family.off?.includes(version) ?? false,
				created: installed,
				modified: installed,
			};
		}),
	);
}
