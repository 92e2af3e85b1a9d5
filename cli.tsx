import {fileURLToPath} from 'node:url';
import {scanJobWord, scanWord} from './source/hpc/scan-word.js';

const {stdin, stdout, stderr, argv, execArgv, execPath, env} = process;

if (argv[2] === scanWord) {
	// Before anything else is loaded: a scan is to be small.
	const {scanProcess} = await import('./source/hpc/scan-process.js');
	scanProcess({stdin, stdout});
} else if (argv[2] === scanJobWord) {
	const {scanJob} = await import('./source/hpc/scan-job.js');
	// Its threads would wait for more to read.
	process.exit(await scanJob(argv[3] ?? '', stderr));
} else {
	const {run} = await import('./source/headless/run.js');
	process.exitCode = await run({
		argv: argv.slice(2),
		environment: env,
		streams: {stdin, stdout, stderr},
		command: [execPath, ...execArgv, fileURLToPath(import.meta.url)],
		// The dashboard's parts are read only where it opens, and after its first frame.
		openTerminal: async options => {
			const {openTerminal} = await import('./source/shell/opening.js');
			const opening = await openTerminal({...options, stdin, stdout});
			return {
				tell: words => opening.tell(words),
				left: opening.left,
				openDashboard: async input => (await import('./source/app.js')).runDashboard(input, opening),
				close: () => opening.close(),
			};
		},
	});
}
