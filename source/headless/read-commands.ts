import type {Command} from 'commander';
import type {Perform} from './program.js';

function collect(value: string, before: string[] = []): string[] {
	return [...before, value];
}

function addSiteCommands(program: Command, perform: Perform): void {
	program
		.command('brief')
		.description('what waits for you: Unsorted, jobs, missing files')
		.action(async () => perform(async context => (await import('./commands/brief.js')).brief(context)));
	program
		.command('projects')
		.description('projects that you can see')
		.action(async () => perform(async context => (await import('./commands/projects.js')).projects(context)));
	program
		.command('sessions')
		.argument('<GROUP/PROJECT>')
		.description('sessions of a project')
		.action(async (project: string) =>
			perform(async context => (await import('./commands/projects.js')).sessions(context, project)),
		);
	program
		.command('unsorted')
		.description('sessions in Unsorted: what is wrong with each, and where it should go')
		.option(
			'--typed <ID=TEXT>',
			'judge that session by this accession number instead of its header (repeatable)',
			collect,
		)
		.action(async options =>
			perform(async context => (await import('./commands/unsorted.js')).unsorted(context, options)),
		);
}

function addJobCommands(program: Command, perform: Perform): void {
	program
		.command('jobs')
		.description('jobs, each chain of attempts as its newest')
		.option('--state <state>', 'pending, running, complete, failed or cancelled')
		.option('--gear <name>', 'only this gear')
		.option('--project <GROUP/PROJECT>', 'only this project')
		.option('--since <span>', 'created in the last 12h, 7d, 4w, or since a date')
		.action(async options => perform(async context => (await import('./commands/jobs.js')).jobs(context, options)));
	program
		.command('log')
		.argument('<JOB>')
		.description('log of a job, with its escapes made visible')
		.action(async (job: string) => perform(async context => (await import('./commands/jobs.js')).log(context, job)));
}

function addDiagnoseCommand(program: Command, perform: Perform): void {
	program
		.command('diagnose')
		.argument('[FILE]', 'a log; - reads what is piped in')
		.option('--job <JOB>', "instead of a file, this job's log")
		.description('why a job failed: cause, decisive line, advice, whether to run it again')
		.action(async (file: string | undefined, options) =>
			perform(async context => (await import('./commands/diagnose.js')).diagnose(context, file, options)),
		);
}

function addStudyCommands(program: Command, perform: Perform): void {
	program
		.command('coverage')
		.argument('<GROUP/PROJECT>')
		.description('which gears ran on which sessions of a project')
		.option('--gears <names>', 'only these, with commas between, whether or not they ever ran')
		.option('--why', 'also why the nightly workflow of the project does not run a gear on a session')
		.action(async (project: string, options) =>
			perform(async context => (await import('./commands/coverage.js')).coverage(context, project, options)),
		);
	program
		.command('versions')
		.argument('<GROUP/PROJECT>')
		.description('versions and settings of each gear that the results of a project were made with')
		.action(async (project: string) =>
			perform(async context => (await import('./commands/versions.js')).versions(context, project)),
		);
}

function addLocalCommands(program: Command, perform: Perform): void {
	program
		.command('scratch')
		.argument('[PATH...]', 'folders; absent: those in the settings')
		.description('sizes and ages of what is in folders, and when it is purged')
		.option('--max-age <span>', 'a result that was kept may be so old; 0s scans now', '12h')
		.option('--ncdu <file>', 'also write the result of the one folder named for `ncdu -f`')
		.option('--submit', 'let Slurm scan, where no result is new enough, and wait for nothing')
		.action(async (folders: string[], options) =>
			perform(async context => (await import('./commands/scratch.js')).scratch(context, folders, options)),
		);
	program
		.command('history')
		.description('changes made with flydeck on this machine, newest first')
		.action(async () => perform(async context => (await import('./commands/history.js')).history(context)));
	program
		.command('login')
		.description('save an API key: typed unseen, piped in, or from --key-file')
		.action(async () => perform(async context => (await import('./commands/login.js')).login(context)));
	program
		.command('status')
		.description('who you are, where, and what you may do')
		.action(async () => perform(async context => (await import('./commands/status.js')).status(context)));
	program
		.command('doctor')
		.description('what is amiss on this machine, and the command that mends it')
		.action(async () => perform(async context => (await import('./commands/doctor.js')).doctor(context)));
	program
		.command('info')
		.description('versions, and where flydeck keeps its files')
		.action(async () => perform(async context => (await import('./commands/info.js')).info(context)));
	program
		.command('sandbox')
		.description('serve the sandbox to other programs until told to stop')
		.option('--port <number>', 'listen there; 0 picks a free port', '0')
		.option('--seed <world>', 'lab, empty, large, or a world file', 'lab')
		.option('--state <file>', 'keep changes in this file across restarts')
		.option('--speed <factor>', 'how fast the gears run; 0 freezes their clock', '1')
		.option('--reset', 'instead of serving, forget what --sandbox has kept')
		.action(async options =>
			perform(async context => (await import('./commands/sandbox.js')).sandbox(context, options)),
		);
}

function addUsageCommand(program: Command, perform: Perform): void {
	program
		.command('usage')
		.description('sessions, storage, gear runs and gear hours of projects; with --csv by month')
		.option('--since <span>', 'months and gear runs since 26w ago, or since a date', '26w')
		.action(async options => perform(async context => (await import('./commands/usage.js')).usage(context, options)));
}

/** The commands that change nothing on a site. */
export function addReadCommands(program: Command, perform: Perform): void {
	addSiteCommands(program, perform);
	addJobCommands(program, perform);
	addDiagnoseCommand(program, perform);
	addStudyCommands(program, perform);
	addUsageCommand(program, perform);
	addLocalCommands(program, perform);
}
