import {type RenderOptions, render} from 'ink';
import type {FlywheelReader} from '../api/flywheel.js';
import type {ScreenId} from '../keys/commands.js';
import type {Account, Site} from '../model/flywheel.js';
import type {Operations} from '../operations/index.js';
import type {Diagnoses} from '../state/diagnoses.js';
import type {Doctor} from '../state/doctor.js';
import type {Scratch} from '../state/scratch.js';
import type {Slurm} from '../state/slurm.js';
import {clipboardSequence} from '../terminal/clipboard.js';
import {FrameSink, KeySource} from '../terminal/ink-streams.js';
import type {SessionEvents} from '../terminal/session.js';
import {ThemeProvider} from '../theme/context.js';
import {createTheme, type Theme} from '../theme/theme.js';
import {Dashboard} from './dashboard.js';
import {DashboardView} from './dashboard-view.js';
import {guarded} from './guard.js';
import type {ScreenFactory} from './navigator.js';
import type {Opening} from './opening.js';
import type {SiteHabits} from './shell.js';
import {Veil} from './veil.js';

/** What a dashboard needs; `app.tsx` hands it on, with the screens. */
export interface DashboardRun {
	client: FlywheelReader;
	operations: Operations;
	account: Account;
	site: Site;
	readOnly: boolean;
	/** Tells the guard of the writes when `W` is pressed; without it `--read-only` can't be left. */
	setReadOnly?: (on: boolean) => void;
	groups: string[];
	habits?: SiteHabits;
	scratch: Scratch;
	diagnoses: Diagnoses;
	slurm: Slurm;
	doctor: Doctor;
	filter?: string;
	/** Begins with personal data hidden. */
	mask?: boolean;
	/** On the sandbox because no login was found: said on every screen, with the way to log in. */
	offerLogin: boolean;
	/** For what is said once the terminal is given back. */
	stderr: {write(text: string): unknown};
	environment: Record<string, string | undefined>;
	now?: () => Date;
}

/** Loads a screen's module when it is first gone to. */
export type ScreenLoader = (id: ScreenId) => Promise<ScreenFactory>;

export interface End {
	code: number;
	/** What nobody caught. */
	error?: unknown;
}

const loginNotice = 'No login found, so this is the sandbox. Yours: q, then run `flydeck login`.';

/** Draws the dashboard until something ends it; the terminal is given back before it says how. */
export function openDashboard(options: DashboardRun, opening: Opening, load: ScreenLoader): Promise<End> {
	const {session} = opening;
	return new Promise(resolve => {
		const end = (how: End) => {
			session.close();
			dashboard.stop();
			clearInterval(clock);
			instance.unmount();
			resolve(how);
		};
		const events: SessionEvents = {
			onKey: key => dashboard.onKey(key),
			onResize: size => {
				Object.assign(sink, size);
				dashboard.state.dispatch({type: 'size', ...size});
			},
			onSignal: (_, code) => end({code}),
			onCrash: error => end({code: 1, error}),
		};
		const sink = new FrameSink(session.size, frame => opening.draw(frame));
		const keys = new KeySource();
		const veil = new Veil(() => dashboard);
		const theme = createTheme({...opening.options, veil: text => veil.over(text)});
		const dashboard = createDashboard(options, {
			session,
			theme,
			forward: key => keys.push(key),
			load,
			finish: () => end({code: 0}),
		});
		const instance = render(
			<ThemeProvider value={theme}>
				<DashboardView dashboard={dashboard} />
			</ThemeProvider>,
			inkOptions(sink, keys),
		);
		instance.waitUntilExit().catch((error: unknown) => end({code: 1, error}));
		const clock = setInterval(() => dashboard.tick(), 5000);
		const typed = opening.handOver(events);
		begin(dashboard, options);
		for (const key of typed) dashboard.onKey(key);
	});
}

/** `debug` makes Ink hand over whole frames, and leaves the terminal to the session. */
function inkOptions(sink: FrameSink, keys: KeySource): RenderOptions {
	return {
		stdout: sink as unknown as NodeJS.WriteStream,
		stdin: keys as unknown as NodeJS.ReadStream,
		debug: true,
		exitOnCtrlC: false,
		patchConsole: false,
	};
}

interface Around {
	session: Opening['session'];
	theme: Theme;
	forward: Dashboard['options']['forward'];
	load: ScreenLoader;
	finish(): void;
}

function createDashboard(options: DashboardRun, around: Around): Dashboard {
	const {session, theme, forward, load, finish} = around;
	const dashboard: Dashboard = new Dashboard({
		client: options.client,
		operations: guarded(options.operations, () => dashboard.state.get().readOnly),
		account: options.account,
		site: options.site,
		groups: options.groups,
		habits: options.habits ?? {},
		scratch: options.scratch,
		diagnoses: options.diagnoses,
		slurm: options.slurm,
		doctor: options.doctor,
		initialFilter: options.filter ?? '',
		theme,
		readOnly: options.readOnly,
		masked: options.mask ?? false,
		setReadOnly: options.setReadOnly ?? (options.readOnly ? undefined : () => {}),
		notice: options.offerLogin ? loginNotice : null,
		size: session.size,
		now: options.now ?? (() => new Date()),
		factory: load,
		copy: text => {
			const sequence = clipboardSequence(text, Boolean(options.environment.TMUX));
			if (sequence !== null) session.send(sequence);
			return sequence !== null;
		},
		forward,
		suspend: () => session.suspend(),
		finish,
	});
	return dashboard;
}

/** The first screen, and the truth about changes that an earlier run left open. */
function begin(dashboard: Dashboard, {operations, filter}: DashboardRun): void {
	dashboard.go(filter ? 'unsorted' : 'brief');
	operations.recover().then(
		settled => {
			const [first] = settled;
			if (!first) return;
			const more = settled.length > 1 ? ` and ${settled.length - 1} more` : '';
			dashboard.toast(
				'caution',
				`An earlier run was cut off: "${first.what}"${more} is ${first.status}, as the server shows. 7 has it all, and R there does the rest.`,
			);
			dashboard.changed([]);
		},
		(error: unknown) => dashboard.fail(error),
	);
}
