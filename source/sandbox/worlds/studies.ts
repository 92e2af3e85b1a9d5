/** The fifteen studies of the labs: whose data, labelled by what habit, scanned when. */
import type {StudySession} from './studies/packed.js';

export interface Visit {
	label: string;
	/** Days after the first visit. */
	gap: number;
}

export interface Study {
	group: string;
	label: string;
	description: string;
	source: 'ds000030' | 'ds000114' | 'ds000117' | 'ds000224';
	/** How many sessions of the source, and from which on. */
	take: [from: number, count: number];
	/** The study's own labels; absent where it keeps the source's. */
	subject?: (index: number) => string;
	visits?: Visit[];
	/** The session's label from the source's, for studies that relabel a source with visits. */
	relabel?: (source: StudySession) => {subject: string; session: string};
	/** Days ago of the first and of the last scan. */
	from: number;
	to: number;
	/** Names of acquisitions: as published, or ReproIn as the scanner's protocol has them. */
	style: 'published' | 'reproin';
	grants: [person: string, roles: string[]][];
	/** The three files INC asks for: memorandum, protocol, remapping. */
	required: [boolean, boolean, boolean];
	template: boolean;
	locked?: boolean;
}

const padded = (prefix: string, width: number, first = 1) => {
	return (index: number) => `${prefix}${String(first + index).padStart(width, '0')}`;
};
const all: [boolean, boolean, boolean] = [true, true, true];

export const studies: Study[] = [
	{
		group: 'memorylab',
		label: 'MSC',
		description: 'Dense sampling of single persons: twelve visits each.',
		source: 'ds000224',
		take: [0, 62],
		from: 410,
		to: 1,
		style: 'published',
		grants: [['analyst', ['read-write']]],
		required: all,
		template: true,
	},
	{
		group: 'memorylab',
		label: 'ENCODE',
		description: 'Encoding and retrieval of word lists.',
		source: 'ds000030',
		take: [0, 36],
		subject: padded('E', 3),
		visits: [{label: 'S1', gap: 0}],
		from: 300,
		to: 12,
		style: 'reproin',
		grants: [['ra1', ['read-write', 'data-entry']]],
		required: [true, true, false],
		template: true,
	},
	{
		group: 'sleeplab',
		label: 'SLEEP',
		description: 'Nights of restricted sleep, scanned the morning after.',
		source: 'ds000224',
		take: [62, 61],
		relabel: source => ({
			subject: source.subject.replace('sub-MSC', 'SM'),
			session: source.session.replace('ses-func', 'N').replace('ses-struct0', 'A'),
		}),
		from: 260,
		to: 8,
		style: 'reproin',
		grants: [
			['postdoc2', ['read-only']],
			['ra5', ['read-write']],
		],
		required: all,
		template: true,
	},
	{
		group: 'sleeplab',
		label: 'NAP',
		description: 'Memory before and after a nap.',
		source: 'ds000030',
		take: [36, 24],
		subject: padded('N', 3),
		visits: [
			{label: 'V1', gap: 0},
			{label: 'V2', gap: 14},
		],
		from: 190,
		to: 11,
		style: 'reproin',
		grants: [],
		required: [true, false, false],
		template: false,
	},
	{
		group: 'painlab',
		label: 'THERMO',
		description: 'Thermal pain and its expectation.',
		source: 'ds000030',
		take: [60, 38],
		subject: padded('', 3, 101),
		visits: [
			{label: 'S01', gap: 0},
			{label: 'S02', gap: 7},
		],
		from: 240,
		to: 9,
		style: 'reproin',
		grants: [['analyst', ['read-write']]],
		required: all,
		template: true,
	},
	{
		group: 'painlab',
		label: 'THERMO2',
		description: 'Thermal pain, replication with a placebo arm.',
		source: 'ds000030',
		take: [98, 20],
		subject: padded('', 3, 201),
		visits: [
			{label: 'S01', gap: 0},
			{label: 'S02', gap: 7},
		],
		from: 75,
		to: 8,
		style: 'reproin',
		grants: [['ra6', ['data-entry']]],
		required: [true, true, false],
		template: true,
	},
	{
		group: 'decisionlab',
		label: 'RISK',
		description: 'Balloon task; collection has ended.',
		source: 'ds000030',
		take: [118, 30],
		subject: index => `sub-${10_159 + index * 37}`,
		visits: [{label: 'ses-01', gap: 0}],
		from: 520,
		to: 210,
		style: 'published',
		grants: [['postdoc1', ['read-only']]],
		required: all,
		template: false,
		locked: true,
	},
	{
		group: 'decisionlab',
		label: 'STOPGO',
		description: 'Stopping and switching across two visits.',
		source: 'ds000030',
		take: [148, 26],
		subject: padded('SG-', 3),
		visits: [
			{label: 'V1', gap: 0},
			{label: 'V2', gap: 21},
		],
		from: 200,
		to: 12,
		style: 'reproin',
		grants: [['ra2', ['data-entry']]],
		required: [false, false, false],
		template: false,
	},
	{
		group: 'moodlab',
		label: 'MOODTRIAL',
		description: 'A trial with scans at the start, after six and after twelve weeks.',
		source: 'ds000030',
		take: [174, 36],
		subject: padded('M', 3, 101),
		visits: [
			{label: 'baseline', gap: 0},
			{label: 'week06', gap: 42},
			{label: 'week12', gap: 84},
		],
		from: 330,
		to: 30,
		style: 'reproin',
		grants: [
			['analyst', ['read-write']],
			['postdoc1', ['read-only']],
		],
		required: all,
		template: true,
	},
	{
		group: 'moodlab',
		label: 'KIDS',
		description: 'Mood and reward in adolescence, once a year.',
		source: 'ds000030',
		take: [210, 20],
		subject: padded('sub-', 3),
		visits: [
			{label: 'ses-01', gap: 0},
			{label: 'ses-02', gap: 180},
		],
		from: 300,
		to: 2,
		style: 'published',
		grants: [['student1', []]],
		required: [true, true, false],
		template: false,
	},
	{
		group: 'visionlab',
		label: 'FACES',
		description: 'Famous, unfamiliar and scrambled faces; MRI and MEG.',
		source: 'ds000117',
		take: [0, 32],
		from: 480,
		to: 4,
		style: 'published',
		grants: [['analyst', ['read-only']]],
		required: all,
		template: false,
	},
	{
		group: 'visionlab',
		label: 'PILOT',
		description: 'Trying out sequences.',
		source: 'ds000030',
		take: [230, 6],
		subject: padded('pilot', 2),
		visits: [{label: 'S1', gap: 0}],
		from: 160,
		to: 30,
		style: 'reproin',
		// Its only administrator has left: a finding of every review.
		grants: [
			['admin', []],
			['pi.vision', ['read-only']],
			['labadmin.vision', []],
			['student1', ['admin']],
			['physicist', ['read-write']],
		],
		required: [false, false, false],
		template: false,
	},
	{
		group: 'motorlab',
		label: 'RETEST',
		description: 'Test and retest of motor, language and attention tasks.',
		source: 'ds000114',
		take: [0, 20],
		from: 150,
		to: 3,
		style: 'published',
		grants: [],
		required: [true, true, true],
		template: true,
	},
	{
		group: 'motorlab',
		label: 'GRIP',
		description: 'Grip force and effort.',
		source: 'ds000030',
		take: [236, 16],
		subject: index => `R${String(4 + index * 3).padStart(4, '0')}`,
		visits: [{label: 'S1', gap: 0}],
		from: 120,
		to: 11,
		style: 'reproin',
		grants: [['ra3', ['data-entry']]],
		required: [true, false, true],
		template: false,
	},
	{
		group: 'aginglab',
		label: 'AGEWELL',
		description: 'Healthy ageing, a scan every half year.',
		source: 'ds000030',
		take: [252, 20],
		subject: padded('AW', 4, 1001),
		visits: [
			{label: 'T1', gap: 0},
			{label: 'T2', gap: 186},
		],
		from: 420,
		to: 7,
		style: 'reproin',
		grants: [
			['postdoc2', ['read-only']],
			['analyst', ['read-write']],
		],
		required: [true, true, true],
		template: true,
	},
];
