import {type Context, createContext, type GlobalOptions, type Host} from './context.js';
import {Output} from './output.js';
import {type Action, buildProgram} from './program.js';
import {asksForJson, errorToShow} from './usage.js';

/** Runs one action and sees that what it opened is closed, come what may. */
async function perform(host: Host, options: GlobalOptions, action: Action): Promise<number> {
	const context: Context = createContext(host, options);
	context.debug(`flydeck ${host.argv.find(argument => !argument.startsWith('-')) ?? ''} begins`);
	try {
		return await action(context);
	} catch (thrown) {
		const error = errorToShow(thrown);
		if (!error) return 0;
		context.out.error(error);
		context.debug(
			`${error.code}: ${error.message} ${error.kind === 'unexpected' ? (error.cause as Error)?.stack : ''}`,
		);
		return error.exitCode;
	} finally {
		await context.close();
	}
}

/** Runs one command line. @returns its exit code; errors have been told by then. */
export async function run(host: Host): Promise<number> {
	let exitCode = 0;
	const program = buildProgram(
		async (options, action) => {
			exitCode = await perform(host, options, action);
		},
		text => host.streams.stdout.write(text),
	);
	try {
		await program.parseAsync(host.argv, {from: 'user'});
		return exitCode;
	} catch (thrown) {
		const error = errorToShow(thrown);
		if (!error) return 0;
		const json = asksForJson(host.argv);
		const [ascii, masked] = ['--ascii', '--mask'].map(option => host.argv.includes(option)) as [boolean, boolean];
		new Output(host.streams, {mode: json ? 'json' : 'text', ascii, masked}).error(error);
		return error.exitCode;
	}
}
