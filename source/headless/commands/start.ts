import {existsSync} from 'node:fs';
import {FlydeckError} from '../../model/errors.js';
import {cannotDraw, wantsColor} from '../../terminal/capabilities.js';
import {type Context, createContext, type DashboardInput, type OpenTerminal} from '../context.js';

/** What is loaded and asked for while the first frame stands. */
async function prepare(context: Context, terminal: OpenTerminal): Promise<DashboardInput> {
	const {host, options} = context;
	const connection = await context.connect();
	const {client, sandbox} = connection;
	terminal.tell({
		...(!sandbox && {where: `Connecting to ${client.host}`}),
		...{sandbox, readOnly: connection.isReadOnly()},
	});
	const [operations, account, site, settings, schedule, scratch, diagnoses, slurm, doctor] = await Promise.all([
		connection.operations(),
		connection.account(),
		connection.site(),
		context.settings(),
		context.schedule(),
		context.scratch(),
		import('../open-diagnoses.js').then(({openDiagnoses}) => openDiagnoses(context)),
		context.slurm(),
		import('../open-doctor.js').then(({openDoctor}) => openDoctor(context)),
	]);
	return {
		...{client, operations, account, site, scratch, diagnoses, slurm, doctor},
		habits: {...settings, schedule},
		readOnly: connection.isReadOnly(),
		setReadOnly: connection.setReadOnly,
		groups: options.group,
		filter: options.filter ?? '',
		mask: context.out.options.masked,
		offerLogin: sandbox && !options.sandbox,
		stderr: host.streams.stderr,
		environment: host.environment,
	};
}

/** The terminal is taken before anything heavy is loaded: what is typed from now on is not lost. */
async function dashboard(context: Context): Promise<number> {
	const {host, options, out} = context;
	const {sandbox = false, readOnly = false, ascii = false} = options;
	const terminal = await host.openTerminal({
		...{sandbox, readOnly, ascii},
		where: sandbox ? 'Starting the sandbox' : 'Connecting',
		color: wantsColor(options.color, host.environment),
	});
	out.hold();
	try {
		const ready = await Promise.race([prepare(context, terminal), terminal.left]);
		return typeof ready === 'number' ? ready : await terminal.openDashboard(ready);
	} finally {
		terminal.close();
		out.release();
	}
}

const greeting = [
	'flydeck shows what waits on your Flywheel site: mislabelled scans, failed jobs, access.',
	'',
	'  l  log in with an API key (from your Flywheel profile)',
	'  s  try everything on the built-in sandbox, a pretend site on this machine',
	'  q  leave',
	'',
];

/** Nobody is logged in, and a person is there to be asked. */
async function greet(context: Context): Promise<number> {
	const {out, host, options} = context;
	const {askLine} = await import('../prompt.js');
	for (const line of greeting) out.progress(line);
	for (;;) {
		const answer = (await askLine(out, 'l, s or q: ')).toLowerCase();
		if (answer === '' || answer === 'q') return 0;
		if (answer === 's') {
			const sandboxed = createContext(host, {...options, orSandbox: true});
			try {
				return await dashboard(sandboxed);
			} finally {
				await sandboxed.close();
			}
		}
		if (answer !== 'l') continue;
		const {logIn} = await import('./login.js');
		const {site, account} = await logIn(context);
		out.progress(`Logged in to ${site.name} as ${account.id}.`);
		return dashboard(context);
	}
}

/** Where one of these is, there is a login, or something to be told about it. */
function mayHaveLogin({host, options, paths}: Context): boolean {
	const asked = options.keyFile ?? options.profile ?? host.environment.FW_KEY;
	return asked !== undefined || existsSync(paths.profiles) || existsSync(paths.flywheelUser);
}

/** `flydeck` alone: the dashboard on a terminal, the brief anywhere else. */
export async function start(context: Context): Promise<number> {
	const {host, options, out} = context;
	const {stdin, stdout} = host.streams;
	const reason = cannotDraw(stdin, stdout, host.environment);
	if (reason !== null && stdout.isTTY && stdin.isTTY) out.progress(`${reason} Here is the brief instead.`);
	if (reason !== null || out.mode !== 'text') return (await import('./brief.js')).brief(context);
	if (!options.sandbox && !options.orSandbox && !mayHaveLogin(context)) return greet(context);
	try {
		return await dashboard(context);
	} catch (error) {
		if (error instanceof FlydeckError && error.code === 'no-login') return greet(context);
		throw error;
	}
}
