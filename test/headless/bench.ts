/** The built program against a sandbox of its own, with a home that the runs share. */
import {createHome, type TestHome} from '../helpers/home.js';
import {type RunOptions, type RunResult, runCli} from '../helpers/run-cli.js';
import {startTestSandbox, type TestSandbox} from '../helpers/with-sandbox.js';
import {lab} from './world.js';

export interface Bench {
	sandbox: TestSandbox;
	home: TestHome;
	/** Runs a command, logged in as the lab's PI. */
	flydeck(args: string[], options?: RunOptions): Promise<RunResult>;
	/** A session as the server has it: `group/project/subject/session`. */
	placeOf(sessionId: string): Promise<string>;
	close(): Promise<void>;
}

interface SessionBody {
	label: string;
	group: string;
	project: string;
	subject: {label: string};
}

export async function openBench(): Promise<Bench> {
	const [sandbox, home] = await Promise.all([startTestSandbox(lab), createHome()]);
	return {
		sandbox,
		home,
		flydeck: async (args, options = {}) => runCli(args, {home: home.dir, key: sandbox.key, ...options}),
		async placeOf(sessionId) {
			const session = (await sandbox.get(`/sessions/${sessionId}`)) as SessionBody;
			const project = (await sandbox.get(`/projects/${session.project}`)) as {label: string; group: string};
			return [project.group, project.label, session.subject.label, session.label].join('/');
		},
		async close() {
			await sandbox.close();
			await home.remove();
		},
	};
}

/** The one error that `--json` leaves on stderr. */
export function errorOf({stderr}: RunResult): {code: string; message: string; next: string} {
	const lines = stderr.trim().split('\n');
	return (JSON.parse(lines.at(-1) ?? '') as {error: {code: string; message: string; next: string}}).error;
}
