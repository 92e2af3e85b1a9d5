/** Which gears run over which session, when: the nightly workflow, and what people start by hand. */
import type {Study} from './studies.js';

export interface Stage {
	gear: string;
	/** The analysis' label; the gear's name and the date where absent. */
	label?: string;
	/** Minutes after local midnight. */
	minute: number;
	/** How long it usually takes, minutes. */
	minutes: [shortest: number, longest: number];
	/** Share of the sessions it is run on. */
	share: number;
	tags?: string[];
	config?: Record<string, unknown>;
	/** Steps back from the newest version, for scans older than the given days. */
	before?: [days: number, back: number];
}

const curate: Stage = {gear: 'curate-bids', minute: 65, minutes: [2, 7], share: 1, before: [200, 1]};
const completeness: Stage = {
	gear: 'hierarchy-curator',
	label: 'completeness-curator',
	minute: 82,
	minutes: [1, 3],
	share: 1,
	before: [260, 1],
};
const mriqc: Stage = {gear: 'bids-mriqc', minute: 95, minutes: [48, 160], share: 1, tags: ['hpc'], before: [150, 1]};
const fmriprep: Stage = {
	gear: 'bids-fmriprep',
	minute: 190,
	minutes: [340, 820],
	share: 1,
	tags: ['hpc'],
	before: [120, 1],
};
const surfaces: Stage = {
	gear: 'freesurfer-recon-all',
	minute: 205,
	minutes: [330, 560],
	share: 1,
	tags: ['hpc'],
	before: [220, 1],
};
const diffusion: Stage = {
	gear: 'bids-qsiprep',
	minute: 220,
	minutes: [260, 610],
	share: 0.7,
	tags: ['hpc'],
	before: [180, 1],
};
const souvenir: Stage = {gear: 'my-brain-souvenir', minute: 1_010, minutes: [3, 9], share: 0.2, before: [200, 1]};

const extras: Record<string, Stage[]> = {
	ENCODE: [surfaces],
	AGEWELL: [surfaces],
	THERMO: [diffusion],
	MOODTRIAL: [{...diffusion, share: 1}],
	MSC: [{...fmriprep, label: 'fmriprep-rest-only', minute: 240, share: 0.4, config: {'dummy-scans': 4}}],
};

/** The stages of a study, in order. Studies without a template run the light ones alone. */
export function stagesOf(study: Study): Stage[] {
	if (study.locked)
		return [
			{...curate, before: [0, 1]},
			{...mriqc, before: [0, 1], share: 0.8},
		];
	const nightly = study.template ? [curate, completeness, mriqc, fmriprep] : [curate, mriqc];
	return [...nightly, ...(extras[study.label] ?? []), souvenir];
}

/** A run over many sessions of a study at once, started by hand. */
export interface Campaign {
	study: string;
	gear: string;
	label: string;
	user: string;
	/** Days ago; 0 is today, some hours back. */
	days: number;
	/** How many sessions, the newest of the study. */
	sessions: number;
	minutes: [shortest: number, longest: number];
	/** How many in a hundred fail, and of what, in turn. */
	failing: number;
	causes: string[];
	/** How the jobs end where the whole run was called off or has not ended yet. */
	fate?: 'cancelled' | 'underway' | 'stuck' | 'waiting';
	/** Where they aren't what the gear needs. */
	tags?: string[];
	config?: Record<string, unknown>;
	priority?: string;
	/** Steps back from the newest version. */
	back?: number;
}

export const campaigns: Campaign[] = [
	{
		study: 'MSC',
		gear: 'bids-fmriprep',
		label: 'fmriprep_24.1.1',
		user: 'analyst',
		days: 3,
		sessions: 44,
		minutes: [420, 1_100],
		failing: 38,
		causes: ['time-limit', 'out-of-memory', 'time-limit', 'bad-config', 'network-or-server'],
		priority: 'high',
	},
	{
		study: 'SLEEP',
		gear: 'bids-fmriprep',
		label: 'fmriprep_24.1.1',
		user: 'ra2',
		days: 2,
		sessions: 36,
		minutes: [380, 900],
		failing: 42,
		causes: ['invalid-bids', 'disk-full', 'disk-full', 'missing-license', 'unknown'],
	},
	{
		study: 'THERMO',
		gear: 'bids-qsiprep',
		label: 'qsiprep-1.7mm',
		user: 'ra3',
		days: 4,
		sessions: 30,
		minutes: [270, 620],
		failing: 45,
		causes: ['bad-input-data', 'bad-config', 'missing-input', 'permission-or-auth', 'software-crash'],
		config: {hmc_model: '3dSHORE'},
	},
	{
		study: 'MOODTRIAL',
		gear: 'bids-hcp',
		label: 'hcp-structural',
		user: 'analyst',
		days: 2,
		sessions: 24,
		minutes: [600, 1_300],
		failing: 55,
		causes: ['bad-config', 'node-or-scheduler', 'out-of-memory', 'permission-or-auth', 'missing-license'],
		config: {stages: 'PreFreeSurfer FreeSurfer PostFreeSurfer'},
	},
	{
		study: 'ENCODE',
		gear: 'freesurfer-recon-all',
		label: 'recon-all 7.4.1',
		user: 'ra1',
		days: 5,
		sessions: 30,
		minutes: [320, 580],
		failing: 40,
		causes: ['missing-license', 'software-crash', 'missing-input', 'node-or-scheduler', 'disk-full'],
	},
	{
		study: 'STOPGO',
		gear: 'bids-mriqc',
		label: 'mriqc again',
		user: 'ra4',
		days: 1,
		sessions: 24,
		minutes: [50, 150],
		failing: 45,
		causes: ['network-or-server', 'container-runtime', 'invalid-bids', 'node-or-scheduler', 'unknown', 'cancelled'],
	},
	{
		study: 'FACES',
		gear: 'curate-bids',
		label: 'curate, reset',
		user: 'postdoc2',
		days: 6,
		sessions: 20,
		minutes: [2, 8],
		failing: 40,
		causes: ['permission-or-auth', 'software-crash', 'container-runtime', 'unknown', 'cancelled'],
		config: {reset: true},
	},
	{
		study: 'KIDS',
		gear: 'my-brain-souvenir',
		label: 'souvenirs',
		user: 'ra5',
		days: 1,
		sessions: 14,
		minutes: [3, 9],
		failing: 50,
		causes: ['out-of-memory', 'bad-input-data', 'container-runtime', 'software-crash'],
	},
	{
		study: 'SLEEP',
		gear: 'bids-mriqc',
		label: 'mriqc (wrong version)',
		user: 'ra2',
		days: 8,
		sessions: 30,
		minutes: [8, 40],
		failing: 0,
		causes: ['cancelled'],
		fate: 'cancelled',
		back: 1,
	},
	{
		study: 'RETEST',
		gear: 'bids-fmriprep',
		label: 'fmriprep_24.1.1',
		user: 'ra6',
		days: 0,
		sessions: 20,
		minutes: [340, 820],
		failing: 0,
		causes: [],
		fate: 'underway',
	},
	{
		study: 'AGEWELL',
		gear: 'bids-hcp',
		label: 'hcp-structural',
		user: 'analyst',
		days: 4,
		sessions: 7,
		minutes: [600, 1_300],
		failing: 0,
		causes: [],
		fate: 'stuck',
	},
	{
		// The cluster looks for `hpc`: capitals wait for ever.
		study: 'GRIP',
		gear: 'bids-mriqc',
		label: 'mriqc again',
		user: 'ra6',
		days: 3,
		sessions: 4,
		minutes: [50, 150],
		failing: 0,
		causes: [],
		fate: 'waiting',
		tags: ['HPC'],
	},
];
