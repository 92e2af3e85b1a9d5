import {run} from './source/headless/run.js';

const {stdin, stdout, stderr} = process;

process.exitCode = await run({
	argv: process.argv.slice(2),
	environment: process.env,
	streams: {stdin, stdout, stderr},
	// The dashboard's parts are read only where it opens: a script starts without them.
	openDashboard: async input => (await import('./source/app.js')).runDashboard(input),
});
