import {type Command, Option} from 'commander';
import type {Perform} from './program.js';

function addMove(program: Command, perform: Perform): void {
	program
		.command('move')
		.argument('[ID...]', 'sessions')
		.description('move sessions where they belong: to the first suggestion, or where --to says')
		.option('--to <GROUP/PROJECT/SUBJECT/SESSION>', 'where to')
		.option('--typed <text>', 'the accession number of the session, instead of its header’s')
		.addOption(
			new Option('--accept <confidence>', 'take suggestions from this confidence on').choices([
				'high',
				'medium',
				'low',
			]),
		)
		.addOption(
			new Option(
				'--on-clash <how>',
				'where the subject has a session of that label: suffix (unless told otherwise), skip, or same (both so)',
			).choices(['suffix', 'skip', 'same']),
		)
		.option('--plan <file>', 'apply a plan that --save-plan wrote')
		.option('--save-plan <file>', 'write the plan there; without --yes, nothing else')
		.action(async (ids: string[], options) =>
			perform(async context => (await import('./commands/move.js')).move(context, ids, options)),
		);
}

function collect(value: string, before: string[] = []): string[] {
	return [...before, value];
}

function addJobChanges(program: Command, perform: Perform): void {
	program
		.command('retry')
		.argument('<JOB...>')
		.description('run failed jobs again, as they were')
		.action(async (ids: string[]) =>
			perform(async context => (await import('./commands/job-changes.js')).retry(context, ids)),
		);
	program
		.command('relaunch')
		.argument('<JOB...>')
		.description('run gears anew as a new analysis each, with changes')
		.option('--set <NAME=VALUE>', 'a setting to change, as the gear’s manifest names it (repeatable)', collect)
		.option('--more <memory|time>', 'ask for twice as much of it (repeatable)', collect)
		.option('--input <NAME=FILE>', 'another input file, by its name; NAME= leaves it out (repeatable)', collect)
		.option('--label <text>', 'what the new analysis is called')
		.option('--tag <tag>', 'a tag, such as hpc, instead of those before (repeatable)', collect)
		.option('--gear-version <version>', 'another version of the gear')
		.action(async (ids: string[], options) =>
			perform(async context => (await import('./commands/job-changes.js')).relaunch(context, ids, options)),
		);
	program
		.command('cancel')
		.argument('<JOB...>')
		.description('stop jobs that wait or run')
		.action(async (ids: string[]) =>
			perform(async context => (await import('./commands/job-changes.js')).cancel(context, ids)),
		);
}

function addAccess(program: Command, perform: Perform): void {
	const access = program
		.command('access')
		.description('who may do what on which project')
		.option('--user <id>', 'only this person')
		.action(async options => perform(async context => (await import('./commands/access.js')).access(context, options)));
	access
		.command('set')
		.argument('<USER>')
		.argument('<ROLE>', 'label or id of a role, or several with + between; they replace all roles of that person there')
		.argument('<GROUP/PROJECT...>')
		.description('give a person one role on projects')
		.action(async (user: string, role: string, projects: string[]) =>
			perform(async context => (await import('./commands/access-changes.js')).accessSet(context, user, role, projects)),
		);
	access
		.command('remove')
		.argument('<USER>')
		.argument('<GROUP/PROJECT...>')
		.description('take a person off projects')
		.action(async (user: string, projects: string[]) =>
			perform(async context => (await import('./commands/access-changes.js')).accessRemove(context, user, projects)),
		);
	addAccessOfMany(access, perform);
}

/** What touches many places at once. */
function addAccessOfMany(access: Command, perform: Perform): void {
	const changes = async () => import('./commands/access-changes.js');
	access
		.command('copy')
		.argument('<FROM>')
		.argument('<TO>')
		.description('give a person the roles that another one holds on projects')
		.action(async (from: string, to: string) =>
			perform(async context => (await changes()).accessCopy(context, from, to)),
		);
	access
		.command('offboard')
		.argument('<USER>')
		.description('take a person out of all projects, templates and groups that you manage')
		.action(async (user: string) => perform(async context => (await changes()).accessOffboard(context, user)));
	access
		.command('template')
		.argument('<GROUP>')
		.argument('<USER>')
		.argument('[ROLE]')
		.description('set what new projects of a group give a person')
		.option('--propagate', 'and every project of the group that there is: roles given by hand are replaced')
		.option('--remove', 'instead of a role: new projects do not let this person in')
		.action(async (group: string, user: string, role: string | undefined, options) =>
			perform(async context => (await changes()).accessTemplate(context, {group, user, role}, options)),
		);
	access
		.command('review')
		.description('what about access asks for a decision, and what changed since the last review')
		.option('--save', 'keep what stands now as reviewed')
		.option('--markdown', 'as a document to sign')
		.action(async options =>
			perform(async context => (await import('./commands/access-review.js')).accessReview(context, options)),
		);
}

/** The commands that change a site. Each makes a plan first. */
export function addWriteCommands(program: Command, perform: Perform): void {
	addMove(program, perform);
	program
		.command('clean')
		.description('delete subjects of Unsorted that hold nothing any more')
		.action(async () => perform(async context => (await import('./commands/clean.js')).clean(context)));
	program
		.command('note')
		.argument('<ID...>', 'sessions')
		.description('note something on sessions where other admins see it, or set them aside')
		.option('--until <day>', 'set aside until then: 2026-12-01, 3d, 2w; today brings back')
		.option('--text <text>', 'what is to be known', '')
		.action(async (ids: string[], options) =>
			perform(async context => (await import('./commands/note.js')).note(context, ids, options)),
		);
	addJobChanges(program, perform);
	addAccess(program, perform);
	program
		.command('resume')
		.argument('[ID]', 'entry of the history; the last one cut off if left out')
		.description('do what a change that was cut off did not come to')
		.action(async (id: string | undefined) =>
			perform(async context => (await import('./commands/history.js')).resume(context, id)),
		);
	program
		.command('undo')
		.argument('[ID]', 'entry of the history; the last change if left out')
		.description('take a change back')
		.action(async (id: string | undefined) =>
			perform(async context => (await import('./commands/history.js')).undo(context, id)),
		);
}
