import {Command} from 'commander';
import {addCarryCommands} from './carry-commands.js';
import {type ShellName, shells} from './completion.js';
import type {Context, GlobalOptions} from './context.js';
import {addReadCommands} from './read-commands.js';
import {usageError} from './usage.js';
import {version} from './version.js';
import {addWriteCommands} from './write-commands.js';

/** What a command does. @returns the exit code. */
export type Action = (context: Context) => Promise<number>;

/** Runs an action with the global options of this call. */
export type Perform = (action: Action) => Promise<void>;

function collect(value: string, earlier: string[]): string[] {
	return [...earlier, value];
}

function addGlobalOptions(program: Command): void {
	const group = program
		.createOption('--group <id>', 'only this group; may be given several times')
		.argParser(collect)
		.default([], 'all');
	program
		.option('--sandbox', 'use the built-in sandbox: a pretend site on this machine, remembered between runs')
		.option('--profile <name>', 'use the login saved under this name')
		.option('--key-file <file>', 'use the API key in this file')
		.addOption(group)
		.option('--json', 'print JSON')
		.option('--csv', 'print comma-separated values')
		.option('--read-only', 'change nothing, whatever is asked')
		.option('--yes', 'apply without asking')
		.option('--dry-run', 'print the plan and change nothing')
		.option('--schedule <file>', 'CSV of the scans expected (date,project,subject,session), for what is in Unsorted')
		.option('--filter <text>', 'only rows that match: text, !text, /regex/ or field:value')
		.option('--mask', 'hide what may tell who was scanned; ids stay')
		.option('--no-mask', 'hide nothing, where the settings say `mask`')
		.option('--no-color', 'no colours (as with NO_COLOR)')
		.option('--ascii', 'no characters beyond ASCII in what flydeck draws')
		.option('--debug', 'keep a log without keys in the state folder (see `flydeck info`)')
		.version(version, '-V, --version', 'print the version')
		.helpOption('-h, --help', 'print help');
	const orSandbox = program.createOption('--or-sandbox', 'use the sandbox where no login is found').hideHelp();
	program.addOption(orSandbox);
}

/** A word that no command answers to, or an option that none has. */
function refuseLeftovers(command: Command): void {
	const [first] = command.args;
	if (first === undefined) return;
	if (first.startsWith('-')) throw usageError(`There is no option ${first}.`, undefined, 'unknown-option');
	const close = command.commands.map(child => child.name()).find(name => name.startsWith(first.slice(0, 3)));
	const next = close && `Did you mean \`flydeck ${close}\`? \`flydeck --help\` lists the commands.`;
	throw usageError(`There is no command "${first}".`, next, 'unknown-command');
}

/** Made from the finished command line, so it needs no list of its own. */
function addCompletion(program: Command, perform: Perform): void {
	program
		.command('completion')
		.addArgument(program.createArgument('<shell>', 'for which shell').choices([...shells]))
		.description('print the script that completes commands and options: source <(flydeck completion bash)')
		.action(async (shell: ShellName) =>
			perform(async ({out}) => {
				const {completionScript} = await import('./completion.js');
				out.data(completionScript(program, shell));
				return 0;
			}),
		);
}

/** The whole command line. Nothing runs before `parseAsync` is called on it. */
export function buildProgram(
	perform: (options: GlobalOptions, action: Action) => Promise<void>,
	print: (text: string) => void,
): Command {
	const program = new Command('flydeck');
	program
		.description('A terminal dashboard for the lab admins of a Flywheel site. Without a command it opens.')
		.usage('[command] [options]')
		.exitOverride()
		.configureOutput({writeOut: print, writeErr: () => undefined})
		.configureHelp({showGlobalOptions: true})
		.helpCommand('help [command]', 'print help for a command');
	addGlobalOptions(program);
	const act: Perform = async action => perform(program.opts<GlobalOptions>(), action);
	addReadCommands(program, act);
	addWriteCommands(program, act);
	addCarryCommands(program, act);
	addCompletion(program, act);
	// After the commands, which would inherit it: what no command answers to is told in our words.
	program.allowExcessArguments().allowUnknownOption();
	program.action(async () => {
		refuseLeftovers(program);
		await act(async context => (await import('./commands/start.js')).start(context));
	});
	return program;
}
