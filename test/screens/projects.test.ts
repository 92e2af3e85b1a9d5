import {describe, expect, it} from 'vitest';
import type {Acquisition, Analysis, Container, FileEntry} from '../../source/model/flywheel.js';
import {containerLines, fileLines} from '../../source/screens/projects/facts.js';
import {projectSpot, sessionSpot, spotBelow, subjectSpot} from '../../source/screens/projects/spot.js';
import {acquisitionRows, analysisRows, fileRows} from '../../source/screens/projects/state.js';

function file(name: string, change: Partial<FileEntry> = {}): FileEntry {
	return {
		...{name, type: 'dicom', size: 1000, fileId: null, hash: null, version: 1, mimetype: null, modality: null},
		...{classification: {}, tags: [], origin: {type: '', id: null}, created: null, modified: null, info: null},
		...change,
	};
}

function acquisition(label: string, timestamp: string | null, files: FileEntry[] = []): Acquisition {
	return {id: label, label, session: 's', project: 'p', timestamp, created: null, modified: null, files};
}

describe('rows', () => {
	it('put acquisitions in the order of the scan, those without a time last, and sum up their files', () => {
		const files = [file('b', {size: 5, type: 'nifti'}), file('a10'), file('a9', {type: null})];
		const rows = acquisitionRows([
			acquisition('no time', null),
			acquisition('second', '2026-03-01T10:20:00Z'),
			acquisition('first', '2026-03-01T10:05:00Z', files),
		]);
		expect(rows.map(({label}) => label)).toEqual(['first', 'second', 'no time']);
		expect(rows[0]).toMatchObject({size: 2005, types: ['dicom', 'nifti']});
		expect(rows[0]?.files.map(({name}) => name)).toEqual(['a9', 'a10', 'b']);
	});

	it('say of an analysis what its job says, and where none made it', () => {
		const analysis = {id: 'a', label: 'x', parent: {type: 'session', id: 's'}, gear: null, files: [], modified: null};
		const rows = analysisRows([
			{...analysis, job: 'j', jobState: 'failed', newestJob: null, created: '2026-01-01'},
			{...analysis, job: 'j', jobState: null, newestJob: null, created: '2026-02-01'},
			{...analysis, job: null, jobState: null, newestJob: null, created: null},
		] satisfies Analysis[]);
		expect(rows.map(({state}) => state)).toEqual(['not known', 'failed', 'by hand']);
	});

	it('know a file by its id, else by its name, and tell its classification', () => {
		const [first] = fileRows({
			files: [file('a', {fileId: 'f1', classification: {Intent: ['Structural'], Measurement: ['T1', 'T2']}})],
		});
		expect(first).toMatchObject({id: 'f1', classification: 'Structural, T1, T2'});
		expect(fileRows({files: [file('a')]})[0]?.id).toBe('a');
	});
});

describe('the way down', () => {
	const project = projectSpot('https://site', {id: 'p1', group: 'smith', label: 'STUDYA'});

	it('is told by the path, and has the web page of the nearest that has one', () => {
		const session = sessionSpot(project, {id: 's1', subject: 'S01', session: 'V1'});
		const scan = spotBelow(session, 'acquisitions', {id: 'a1', label: 'T1w'});
		expect(scan.path).toBe('smith/STUDYA/S01/V1/T1w');
		expect(scan.link).toBe('https://site/#/projects/p1/sessions/s1');
		expect(scan.session?.session.id).toBe('s1');
		expect(subjectSpot(project, {id: 'u1', subject: 'S01'}).link).toBe('https://site/#/projects/p1');
	});

	it('leads to no session from what hangs on the project itself', () => {
		expect(spotBelow(project, 'analyses', {id: 'a', label: 'group level'}).session).toBeNull();
	});
});

describe('facts', () => {
	const text = (lines: {text: string}[]) => lines.map(line => line.text).join('\n');

	it('are told of a file with its header, harmlessly, and nothing is said of what isn’t known', () => {
		const page = text(
			fileLines(file('a\u001B[2J.dcm', {info: {header: {dicom: {Echo: 1}}}, created: '2026-03-01T10:00:00Z'})),
		);
		expect(page).toContain('a\\x1b[2J.dcm');
		expect(page).toContain('2026-03-01 10:00:00 UTC');
		expect(page).toContain('info.header.dicom');
		expect(page).not.toMatch(/modality|hash/);
		expect(text(fileLines(file('b')))).toContain('It has no metadata.');
	});

	it('are told of a container with its notes and its own metadata', () => {
		const container: Container = {
			...{id: 'c1', label: 'V1', timestamp: null, uid: '1.2', operator: null, tags: ['x', 'y'], files: [file('a')]},
			...{info: {age: 30}, created: 'no date', modified: null},
			notes: [{id: 'n', text: 'two\nlines', user: 'ra1@lab.example', created: null}],
		};
		const page = text(containerLines(container));
		expect(page).toMatch(/tags +x, y/);
		expect(page).toMatch(/note +two\n +lines \(ra1@lab\.example\)/);
		expect(page).toMatch(/created +no date/);
		expect(page).toMatch(/info\n {2}age {2}30$/);
	});
});
