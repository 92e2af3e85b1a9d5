import {describe, expect, it} from 'vitest';
import {Diagnoser, diagnose} from '../../source/diagnosis/diagnosis.js';

const failed = 'Gear container exit code: 1\nJob failed.\n';

describe('of several errors', () => {
	it('the first that explains is the cause, not what follows from it', () => {
		const log = `OSError: [Errno 28] No space left on device: '/w/a.nii'\nFileNotFoundError: [Errno 2] No such file or directory: 'a.nii'\n${failed}`;
		expect(diagnose(log)).toMatchObject({cause: 'disk-full', lineNumber: 1});
	});

	it('the word of the scheduler weighs more than what broke when it killed', () => {
		const log =
			'MemoryError\nslurmstepd: error: Detected 1 oom_kill event in StepId=1.0.\nsrun: error: n: task 0: Out Of Memory\n';
		expect(diagnose(log).lineNumber).toBe(2);
	});

	it('a chain of exceptions ends with the one that stopped the program', () => {
		const log = [
			'Traceback (most recent call last):',
			'  File "/a.py", line 1, in a',
			'socket.gaierror: [Errno -3] Temporary failure in name resolution',
			'',
			'During handling of the above exception, another exception occurred:',
			'',
			'Traceback (most recent call last):',
			'  File "/b.py", line 1, in b',
			"requests.exceptions.ConnectionError: HTTPSConnectionPool(host='x', port=443): Max retries exceeded",
			failed,
		];
		expect(diagnose(log.join('\n'))).toMatchObject({cause: 'network-or-server', lineNumber: 9, rerun: 'unchanged'});
	});

	it('what was tried again and went well is none', () => {
		const log =
			'ERROR upload failed: Connection reset by peer, retrying (1 of 3)\nGear container exit code: 0\nJob complete.\n';
		expect(diagnose(log)).toMatchObject({cause: 'none', line: null, rerun: 'no'});
	});

	it('what comes after the gear was done counts', () => {
		const log = `MemoryError\nGear container exit code: 0\nUploading results...\nflywheel.rest.ApiException: (502) Reason: Bad Gateway\nJob failed.\n`;
		expect(diagnose(log).cause).toBe('out-of-memory');
		expect(diagnose(log.replace('MemoryError\n', '')).cause).toBe('network-or-server');
	});
});

it('a script given to the gear is mended, not the gear', () => {
	const log = `Traceback (most recent call last):\n  File "/flywheel/v0/input/curator/x.py", line 3, in curate_session\nTypeError: 'NoneType' object is not subscriptable\n${failed}`;
	expect(diagnose(log)).toMatchObject({cause: 'software-crash', rerun: 'after-fix'});
});

it('reads through colours, progress drawn over itself, and Windows line ends', () => {
	expect(diagnose('\u001b[31mERROR: No valid DICOM images were found\u001b[0m\r\n').cause).toBe('bad-input-data');
	expect(diagnose(' 10%|#   \r 20%|##  \rMemoryError\n').cause).toBe('out-of-memory');
	expect(diagnose('MemoryError\r\n').line).toBe('MemoryError');
});

it('tells the same wherever the log is cut into pieces', () => {
	const log = `first\nslurmstepd: error: *** JOB 1 ON n CANCELLED AT 2026-01-01T00:00:00 DUE TO TIME LIMIT ***\nlast`;
	const whole = diagnose(log);
	for (let size = 1; size < 40; size += 7) {
		const diagnoser = new Diagnoser();
		for (let from = 0; from < log.length; from += size) diagnoser.write(log.slice(from, from + size));
		expect(diagnoser.finish()).toEqual(whole);
	}
	expect(whole).toMatchObject({cause: 'time-limit', lineNumber: 2});
});

it('holds no more of an endless line than it needs', () => {
	const diagnoser = new Diagnoser();
	const piece = 'error '.repeat(10_000);
	for (let round = 0; round < 200; round++) diagnoser.write(piece);
	diagnoser.write(`\nMemoryError\n${failed}`);
	expect(diagnoser.finish()).toMatchObject({cause: 'out-of-memory', lineNumber: 2});
});
