import {expect, it} from 'vitest';
import {diagnose} from '../../source/diagnosis/diagnosis.js';
import {familiesOf, normalisedLine} from '../../source/diagnosis/families.js';

it('takes out of a line what differs from job to job', () => {
	const one =
		"[20260311 09:00:01    ERROR run] OSError: [Errno 28] No space left on device: '/work/sub-01/vol0042.nii.gz'";
	const other =
		"[20270401 10:11:12    ERROR run] OSError: [Errno 28] No space left on device: '/scratch/x/sub-77/vol1.nii.gz'";
	expect(normalisedLine(one)).toBe(normalisedLine(other));
	expect(normalisedLine(one)).toContain('No space left on device');
});

it('groups failures by cause, gear and line, the largest family first', () => {
	const oom = (step: number) => diagnose(`slurmstepd: error: Detected 1 oom_kill event in StepId=${step}.0.\n`);
	const families = familiesOf([
		{id: 'a', gear: 'dcm2niix', diagnosis: diagnose('No valid DICOM images were found\n')},
		{id: 'b', gear: 'bids-hcp', diagnosis: oom(1)},
		{id: 'c', gear: 'bids-mriqc', diagnosis: oom(2)},
		{id: 'd', gear: 'bids-hcp', diagnosis: oom(33)},
	]);
	expect(families.map(({cause, gear, ids}) => [cause, gear, ids])).toEqual([
		['out-of-memory', 'bids-hcp', ['b', 'd']],
		['bad-input-data', 'dcm2niix', ['a']],
		['out-of-memory', 'bids-mriqc', ['c']],
	]);
});
