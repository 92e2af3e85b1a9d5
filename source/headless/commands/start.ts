import {cannotDraw, wantsColor} from '../../terminal/capabilities.js';
import {lookForLogin} from '../connect.js';
import {type Context, createContext} from '../context.js';
import {openDiagnoses} from '../open-diagnoses.js';
import {askLine} from '../prompt.js';
import {brief} from './brief.js';
import {logIn} from './login.js';

async function dashboard(context: Context, offerLogin: boolean): Promise<number> {
	const {host, options} = context;
	const connection = await context.connect();
	const [operations, account, site] = await Promise.all([
		connection.operations(),
		connection.account(),
		connection.site(),
	]);
	return host.openDashboard({
		client: connection.client,
		operations,
		account,
		site,
		readOnly: connection.isReadOnly(),
		setReadOnly: connection.setReadOnly,
		groups: options.group,
		habits: {...(await context.settings()), schedule: await context.schedule()},
		scratch: await context.scratch(),
		diagnoses: await openDiagnoses(context),
		slurm: await context.slurm(),
		filter: options.filter ?? '',
		mask: options.mask ?? false,
		ascii: options.ascii ?? false,
		color: wantsColor(options.color, host.environment),
		offerLogin,
		...host.streams,
		environment: host.environment,
	});
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
	for (const line of greeting) out.progress(line);
	for (;;) {
		const answer = (await askLine(out, 'l, s or q: ')).toLowerCase();
		if (answer === '' || answer === 'q') return 0;
		if (answer === 's') {
			const sandboxed = createContext(host, {...options, sandbox: true});
			try {
				return await dashboard(sandboxed, true);
			} finally {
				await sandboxed.close();
			}
		}
		if (answer !== 'l') continue;
		const {site, account} = await logIn(context);
		out.progress(`Logged in to ${site.name} as ${account.id}.`);
		return dashboard(context, false);
	}
}

/** `flydeck` alone: the dashboard on a terminal, the brief anywhere else. */
export async function start(context: Context): Promise<number> {
	const {host, options, out} = context;
	const {stdin, stdout} = host.streams;
	const reason = cannotDraw(stdin, stdout, host.environment);
	if (reason !== null && stdout.isTTY && stdin.isTTY) out.progress(`${reason} Here is the brief instead.`);
	if (reason !== null || out.mode !== 'text') return brief(context);
	if (options.sandbox) return dashboard(context, false);
	if (await lookForLogin(context)) return dashboard(context, false);
	return options.orSandbox ? dashboard(context, true) : greet(context);
}
