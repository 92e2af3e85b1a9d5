import type {Command} from 'commander';
import type {Perform} from './program.js';

/** The way between a folder and Flywheel. */
export function addCarryCommands(program: Command, perform: Perform): void {
	const carry = async () => import('./commands/carry.js');
	program
		.command('download')
		.argument('<ANALYSIS|SESSION>')
		.description('files of an analysis or a session to a folder; what is there whole is left, what was begun goes on')
		.requiredOption('--to <dir>', 'folder; made where it is missing')
		.option('--file <name>', 'this file alone')
		.option('--unzip', 'unpack archives too, each into a folder of its own')
		.action(async (id: string, options) => perform(async context => (await carry()).download(context, id, options)));
	program
		.command('upload')
		.argument('<DIR>')
		.description('a folder as a new analysis: one archive, made while it is sent')
		.requiredOption('--to <GROUP/PROJECT[/SUBJECT/SESSION]>', 'project or session that it is put on')
		.requiredOption('--label <text>', 'what the analysis is called')
		.action(async (folder: string, options) =>
			perform(async context => (await carry()).upload(context, folder, options)),
		);
	program
		.command('compare')
		.argument('<DIR>')
		.argument('<ANALYSIS|SESSION>')
		.description('whether what is in a folder is in Flywheel too; deletes nothing')
		.option('--hash', 'read every file and compare checksums, beside name and size')
		.action(async (folder: string, id: string, options) =>
			perform(async context => (await carry()).compare(context, folder, id, options)),
		);
}
