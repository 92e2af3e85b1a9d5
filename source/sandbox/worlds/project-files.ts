/** Files and analyses that hang on a project itself: what INC asks for, templates, results by hand. */
import type {WorldAnalysis, WorldFileEntry} from '../world-file.js';
import {after, type Calendar, iso} from './calendar.js';
import {user} from './people.js';
import {idFor, Random} from './random.js';
import type {Study} from './studies.js';

const remapping = `existing_acquisition_label,new_acquisition_label
localizer,anat-scout
t1w_mpr_0.8mm,anat-T1w_acq-mpr08
rest_ap,func-bold_task-rest_dir-ap
SpinEchoFieldMap_AP,fmap-epi_dir-ap
SpinEchoFieldMap_PA,fmap-epi_dir-pa
`;

/** As people write it: with comments among the keys, and a comma after the last entry. */
function gearsTemplate(study: Study): string {
	return `{
  "__comment__": "nightly stages of ${study.label}; ask the analyst before changing",
  "analysis": [
    {
      "gear-name": "curate-bids",
      "config": {"reset": true, "intendedfor_regexes": ".*fmap.* nii"},
      "sleep_seconds": 120
    },
    {
      "gear-name": "hierarchy-curator",
      "custom-label": "completeness-curator",
      "inputs": {"curator": {"value": "completeness_curator.py", "parent-container": "project"}},
      "prerequisites": [{"prereq-gear": "curate-bids", "prereq-complete-analysis": "any"}]
    },
    {
      "gear-name": "bids-mriqc",
      "gear-version": "2.1.3_24.0.2_inc1.0",
      "tags": ["hpc"],
      "completeness-tags": ["Run Downstream Analyses"]
    },
    {
      "__comment__": "surfaces stay on",
      "gear-name": "bids-fmriprep",
      "tags": ["hpc"],
      "inputs": {"freesurfer_license": {"regex": "license.txt", "parent-container": "project"}},
      "count-failures": 2,
      "prerequisites": [{"prereq-gear": "hierarchy-curator", "prereq-complete-analysis": "any", "prereq-analysis-label": "completeness-curator"}],
    },
  ]
}
`;
}

const curator = `"""Says whether a session holds what the worksheet asks for."""
import csv


def curate_session(session, worksheet):
    with open(worksheet) as rows:
        wanted = {row["acquisition"]: int(row["count"]) for row in csv.DictReader(rows)}
    found = [acquisition.label for acquisition in session.acquisitions()]
    return all(found.count(label) >= count for label, count in wanted.items())
`;

const worksheet = 'acquisition,count\nanat-T1w,1\nfunc-bold_task-rest,1\nfmap-epi_dir-ap,1\nfmap-epi_dir-pa,1\n';

/** The files of one project; which of the three that INC asks for are there is the study's own matter. */
export function projectFiles(study: Study, calendar: Calendar): WorldFileEntry[] {
	const random = new Random(`files/${study.label}`);
	const created = iso(calendar.at(study.from + 8, 690));
	const [memorandum, protocol, table] = study.required;
	const files: WorldFileEntry[] = [];
	const pdf = (name: string) => ({
		name: `${name} - ${study.label}.pdf`,
		type: 'pdf',
		size: random.int(90_000, 700_000),
	});
	if (memorandum) files.push(pdf('UCB Memorandum of Use'));
	if (protocol) files.push(pdf('UCB Prisma Fit Scanner Protocol'));
	if (table) files.push({name: 'acquisition_label_remapping.csv', type: 'tabular data', text: remapping});
	if (study.template) {
		files.push(
			{name: `${study.label.toLowerCase()}_gears_template.json`, type: 'source code', text: gearsTemplate(study)},
			{name: 'completeness_curator.py', type: 'source code', text: curator},
			{name: 'completeness_worksheet.csv', type: 'tabular data', text: worksheet},
			{name: '.bidsignore', type: 'text', text: '*_scout*\nsub-*/ses-*/misc/\n'},
		);
	}
	// Its text is nobody's business: a file of the right size will do.
	if (study.label !== 'PILOT') files.push({name: 'license.txt', type: 'text', size: 61});
	return files.map(file => ({...file, created, modified: created, origin: {type: 'user', id: user('admin')}}));
}

const results: Record<
	string,
	[label: string, person: string, daysAgo: number, files: [name: string, size: number][]][]
> = {
	MSC: [
		[
			'Group maps, rest, first pass',
			'analyst',
			60,
			[
				['group_rest_z.nii.gz', 48_118_220],
				['methods.md', 3_912],
			],
		],
	],
	THERMO: [
		[
			'Group statistics S01',
			'analyst',
			34,
			[
				['thermo_s01_stats.zip', 210_448_190],
				['thermo_s01.html', 512_003],
			],
		],
		['Exclusions after quality control', 'ra3', 12, [['exclusions.csv', 1_204]]],
	],
	RISK: [['Published tables', 'postdoc1', 190, [['tables.zip', 4_180_332]]]],
	FACES: [['MEG sensor average', 'analyst', 75, [['sensor_average.fif', 91_227_104]]]],
};

/** Results that somebody uploaded: analyses without a job. */
export function projectAnalyses(study: Study, calendar: Calendar): WorldAnalysis[] {
	return (results[study.label] ?? []).map(([label, person, daysAgo, files], index) => {
		const created = calendar.at(daysAgo, 900);
		return {
			_id: idFor(`analysis/project/${study.group}/${study.label}/${index}`),
			label,
			job: null,
			user: user(person),
			created: iso(created),
			modified: iso(after(created, 3)),
			files: files.map(([name, size]) => ({name, size, origin: {type: 'user', id: user(person)}})),
		};
	});
}
