/** What was typed at the scanner's console for the scans that landed in Unsorted. */
export interface Typed {
	/** Names the case; the session's id depends on it alone. */
	key: string;
	/** The group it landed in. */
	group: string;
	/** The accession number; null where the header is missing altogether. */
	typed: string | null;
	/** Days ago, or minutes ago if negative. */
	when: number;
	/** StudyDescription: the console's protocol folder, which may be a general one. */
	study: string;
	/** ReferringPhysicianName, where it isn't the group. */
	ref?: string;
	/** What the session's label kept of the routing, where that isn't plain. */
	routed?: string;
	/** The subject's label, where it isn't the exam's number. */
	subject?: string;
	/** PatientID, where it isn't the exam's number. */
	patient?: string;
	special?: Special;
}

export type Special = 'aborted' | 'arriving' | 'busy' | 'flat' | 'long' | 'restarted' | 'two-days' | 'two-people';

export const typedAtConsole: Typed[] = [
	{key: 'no-session-new', group: 'memorylab', typed: 'ENCODE/E037', when: 1, study: 'INC^Encode_v2'},
	{key: 'no-session-second-visit', group: 'painlab', typed: 'THERMO/119', when: 2, study: 'INC^THERMO'},
	{key: 'no-session-exists', group: 'motorlab', typed: 'GRIP/R0049', when: 3, study: 'INC^GRIP', subject: 'R0049'},
	{key: 'no-subject', group: 'sleeplab', typed: 'NAP/V1', when: 3, study: 'INC^Nap'},
	{key: 'short-project', group: 'decisionlab', typed: 'STOP/SG-014/V1', when: 10, study: 'INC^StopGo'},
	{key: 'lab-for-project', group: 'memorylab', typed: 'MEMORY/E038/S1', when: 5, study: 'INC^Encode_v2'},
	{key: 'other-lab-sleep', group: 'memorylab', typed: 'SLEEP/SM10/N12', when: 6, study: 'INC^Sleep'},
	{key: 'other-lab-grip', group: 'visionlab', typed: 'GRIP/R0052/S1', when: 5, study: 'INC^Head'},
	{key: 'backslash', group: 'motorlab', typed: 'GRIP\\R0055\\S1', when: 1, study: 'INC^GRIP'},
	{key: 'dash', group: 'painlab', typed: 'THERMO-120-S01', when: 3, study: 'INC^THERMO'},
	{key: 'underscore', group: 'painlab', typed: 'THERMO2_211_S01', when: 4, study: 'INC^Thermo2_placebo'},
	{key: 'dot', group: 'memorylab', typed: 'ENCODE.E039.S1', when: 4, study: 'INC^Head'},
	{key: 'comma', group: 'sleeplab', typed: 'NAP,N014,V1', when: 2, study: 'INC^Nap'},
	{key: 'space', group: 'motorlab', typed: 'GRIP R0058 S1', when: 6, study: 'INC^GRIP'},
	{key: 'spaces', group: 'sleeplab', typed: ' NAP / N015 /V1', when: 9, study: 'INC^Nap'},
	{key: 'case', group: 'motorlab', typed: 'grip-r0064-s1', when: 10, study: 'INC^Head'},
	{key: 'double-slash', group: 'painlab', typed: 'THERMO//121/S01', when: 2, study: 'INC^THERMO'},
	{key: 'extra-part', group: 'painlab', typed: 'THERMO/122/S01/1', when: 1, study: 'INC^THERMO'},
	{key: 'group-in-front', group: 'painlab', typed: 'painlab/THERMO/123/S01', when: 2, study: 'INC^THERMO'},
	{key: 'fw-address', group: 'sleeplab', typed: 'fw://sleeplab/NAP/N017/V1', when: 3, study: 'INC^Nap'},
	{key: 'swapped', group: 'sleeplab', typed: 'N018/NAP/V1', when: 1, study: 'INC^Nap'},
	{key: 'swapped-back', group: 'memorylab', typed: 'S1/E041/ENCODE', when: 5, study: 'INC^Encode_v2'},
	{key: 'cut-week12', group: 'moodlab', typed: 'MOODTRIAL/M110/w', when: 1, study: 'INC^MoodTrial'},
	{key: 'cut-week12-old', group: 'moodlab', typed: 'MOODTRIAL/M109/w', when: 28, study: 'INC^MoodTrial'},
	{key: 'cut-baseline', group: 'moodlab', typed: 'MOODTRIAL/M113/b', when: 4, study: 'INC^MoodTrial'},
	{key: 'cut-second', group: 'aginglab', typed: 'AGEWELL/AW1006/T', when: 5, study: 'INC^AgeWell'},
	{key: 'cut-kids', group: 'moodlab', typed: 'KIDS/sub-011/ses', when: 5, study: 'INC^Kids_2024'},
	{key: 'zero-for-o', group: 'painlab', typed: 'THERM0/124/S01', when: 1, study: 'INC^THERMO'},
	{key: 'o-for-zero', group: 'motorlab', typed: 'GRIP-ROO73-Sl', when: 4, study: 'INC^GRIP'},
	{key: 'lost-zeros', group: 'motorlab', typed: 'GRIP_R76_S1', when: 6, study: 'INC^GRIP'},
	{key: 'slipped-key', group: 'sleeplab', typed: 'BAP/N019/V1', when: 6, study: 'INC^Nap'},
	{key: 'slipped-key-confusable', group: 'painlab', typed: 'THERM2/214/S01', when: 2, study: 'INC^Thermo2_placebo'},
	{key: 'transposed', group: 'motorlab', typed: 'GIRP/R0079/S1', when: 1, study: 'INC^GRIP'},
	{key: 'rubbish', group: 'memorylab', typed: 'ENCODE E043 S1;`', when: 3, study: 'INC^Encode_v2'},
	{key: 'exists-already', group: 'decisionlab', typed: 'STOPGO SG-012 V1', when: 5, study: 'INC^StopGo'},
	{key: 'no-header', group: 'painlab', typed: null, when: 6, study: '', routed: 'THERMO125S01'},
	{key: 'no-header-no-hint', group: 'unknown', typed: null, when: 20, study: '', ref: '', routed: ''},
	{key: 'empty-header', group: 'motorlab', typed: '', when: 2, study: 'INC^GRIP'},
	{
		key: 'hashed',
		group: 'moodlab',
		typed: 'e41c7a90b52d8f6613fa0c94d7be2581a6f03d7792cc4e18b05f6a2d91837e4c',
		when: 15,
		study: 'INC^MoodTrial',
		routed: 'MOODTRIALM111week06',
	},
	{
		key: 'person',
		group: 'painlab',
		typed: 'DOE^JANE',
		when: 2,
		study: 'INC^Thermo2_placebo',
		patient: 'THERMO2_213_S01',
	},
	{key: 'person-born', group: 'moodlab', typed: 'DOE JAN 19870412', when: 13, study: 'INC^MoodTrial'},
	{
		key: 'arriving',
		group: 'memorylab',
		typed: 'ENCODE_E044_S1',
		when: -38,
		study: 'INC^Encode_v2',
		special: 'arriving',
	},
	{key: 'busy', group: 'motorlab', typed: 'GRIP\\R0082\\S1', when: -190, study: 'INC^GRIP', special: 'busy'},
	{
		key: 'two-people',
		group: 'visionlab',
		typed: 'PILOT pilot07 S1',
		when: 6,
		study: 'INC^Pilot',
		special: 'two-people',
	},
	{key: 'two-days', group: 'sleeplab', typed: 'NAP-N020-V1', when: 3, study: 'INC^Nap', special: 'two-days'},
	{
		key: 'escapes',
		group: 'memorylab',
		typed: 'ENCODE;E045;S1',
		when: 11,
		study: 'INC^Encode_v2',
		routed: '\u001b[31mENCODE;E045;S1\u001b[0m\u001b]0;unsorted\u0007',
	},
	{
		key: 'emoji',
		group: 'visionlab',
		typed: 'PILOT \ud83e\udde0 pilot09',
		when: 9,
		study: 'INC^Pilot',
		subject: 'ex17304 \ud83e\udde0\u202e',
	},
	{key: 'very-long', group: 'decisionlab', typed: 'STOPGO,SG-015,V1', when: 4, study: 'INC^StopGo', special: 'long'},
	{key: 'locked-target', group: 'decisionlab', typed: 'RISK_sub-11269_s', when: 11, study: 'INC^Risk'},
	{key: 'aborted', group: 'painlab', typed: 'THERMO_126_S01', when: 4, study: 'INC^THERMO', special: 'aborted'},
	{key: 'restarted', group: 'painlab', typed: 'THERMO_126_S01', when: 4, study: 'INC^THERMO', special: 'restarted'},
	{key: 'flat', group: 'decisionlab', typed: 'STOPGO-SG-016-V1', when: 45, study: 'INC^StopGo', special: 'flat'},
	{key: 'no-group', group: 'unknown', typed: 'FACES/sub-17/ses', when: 12, study: 'INC^Faces', ref: 'INC'},
];
