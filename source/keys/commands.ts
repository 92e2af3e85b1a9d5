/**
 * Every action there is, once: its keys, its words, and where it belongs. The footer, `?`,
 * `:` and the readme's key table are all made from this list; screens bring what each does
 * and, where it can't be done now, why.
 */
export type ScreenId = 'brief' | 'projects' | 'unsorted' | 'jobs' | 'access' | 'scratch' | 'history';

export const screens: {id: ScreenId; key: string; title: string}[] = [
	{id: 'brief', key: '1', title: 'Brief'},
	{id: 'projects', key: '2', title: 'Projects'},
	{id: 'unsorted', key: '3', title: 'Unsorted'},
	{id: 'jobs', key: '4', title: 'Jobs'},
	{id: 'access', key: '5', title: 'Access'},
	{id: 'scratch', key: '6', title: 'Scratch'},
	{id: 'history', key: '7', title: 'History'},
];

export type Category =
	| 'Move'
	| 'Everywhere'
	| 'Go to'
	| 'Text'
	| 'Grids'
	| 'Projects'
	| 'Unsorted'
	| 'Jobs'
	| 'Access'
	| 'Scratch'
	| 'History';

/** `change`: leads to a plan, so it writes to the site once that is confirmed. */
export type Danger = 'none' | 'change';

export interface Command {
	id: string;
	/** As `terminal` names keys; the first is the one shown. */
	keys: string[];
	/** What it does, in a few words. */
	words: string;
	/** One or two words, for the footer; absent where the footer never shows it. */
	hint?: string;
	/** Lower comes first in the footer. */
	rank?: number;
	category: Category;
	danger: Danger;
	/** Screens that have it; absent: all. */
	on?: ScreenId[];
	/** Possible for one row and not for the next, so the footer names it always: it must not jump as one moves. */
	perRow?: true;
}

const moving: Command[] = [
	move('down', ['j', 'down'], 'next row'),
	move('up', ['k', 'up'], 'previous row'),
	move('top', ['g', 'home'], 'first row'),
	move('bottom', ['G', 'end'], 'last row'),
	move('half-down', ['ctrl-d', 'pagedown'], 'half a page down'),
	move('half-up', ['ctrl-u', 'pageup'], 'half a page up'),
	move('next-match', ['n'], 'next row that the filter lets through, or next find'),
	move('previous-match', ['N'], 'previous row that the filter lets through, or previous find'),
];

const everywhere: Command[] = [
	every('open', ['enter'], 'open what is selected', 'open', 10),
	every('back', ['escape'], 'back one layer: filter, then marks, then view', 'back', 15),
	every('filter', ['/'], 'filter: text, !text, /regex/, field:value; in a log, search', 'filter', 60),
	every('mark', ['space'], 'mark or unmark the row (in a grid, the cell)', 'mark', 55),
	every('mark-range', ['v'], 'begin a range of marks, and end it'),
	every('mark-all', ['a'], 'mark all rows shown (in a grid, all cells of the row)'),
	every('clear-marks', ['A'], 'clear all marks'),
	every('sort', ['s'], 'sort by the next column', 'sort', 70),
	every('sort-reverse', ['S'], 'reverse the order'),
	every('preview', ['p'], 'show what is selected beside the list, or below it on a narrow screen', 'preview', 58),
	every('refresh', ['r'], 'read everything here again', 'refresh', 65),
	every('copy-id', ['y'], 'copy the id'),
	every('copy-link', ['Y'], 'copy the link to the web page'),
	every('link', ['o'], 'link to the web page (its address, where the terminal knows no links)'),
	every('view-back', ['['], 'back to the screen before'),
	every('view-forward', [']'], 'forward again'),
	every('palette', [':'], 'any action or place, by its words', 'actions', 85),
	every('help', ['?'], 'all keys that work here', 'help', 2),
	perRow({...every('undo', ['z'], 'undo the last change (shown as a plan first)', 'undo', 50), danger: 'change'}),
	every('mask', ['*'], 'hide what may tell who was scanned, for sharing the screen; and show it again'),
	every('read-only', ['W'], 'read-only on and off'),
	every('end-carry', ['ctrl-x'], 'end the download, upload or comparison that goes on'),
	every('quit', ['q'], 'quit', 'quit', 4),
];

const special: Command[] = [
	own('projects', 'next-list', ['tab'], 'next list: subjects, analyses, files', 'next list', 12),
	own('projects', 'details', ['i'], 'facts and metadata', 'metadata', 20),
	own('projects', 'session-jobs', ['J'], 'jobs of this session, or of the analysis', 'jobs', 30),
	perRow(own('projects', 'download', ['d'], 'download the analysis or the session to a folder', 'download', 32)),
	perRow(own('jobs', 'go-session', ['J'], 'go to the session of the job', 'session', 30)),
	perRow(own('jobs', 'go-analysis', ['i'], 'go to the analysis of the job', 'analysis', 42)),
	perRow(own('jobs', 'beside-success', ['b'], 'set beside the last success of its gear', 'beside', 32)),
	{
		...own('jobs', 'wrap', ['w'], 'wrap long lines, or cut them', 'wrap', 40),
		category: 'Text',
		on: ['projects', 'jobs'],
	},
	own('jobs', 'only-loud', ['e'], 'only warnings and errors of the log, or all of it', 'errors', 27),
	own('jobs', 'decisive', ['d'], 'the line of the log that tells why the job failed', 'why', 26),
	own('jobs', 'save', ['D'], 'save the log to a file', 'save', 41),
	{
		...{id: 'copy-line', keys: ['C'], words: 'copy the line found, else the first on screen'},
		...{category: 'Text', danger: 'none', on: ['projects', 'jobs']},
	},
	perRow(change('unsorted', 'move', ['m'], 'move to the suggestion', 'move', 20)),
	perRow(change('unsorted', 'edit', ['e'], 'edit where it goes, then move', 'edit', 25)),
	own('unsorted', 'mark-high', ['H'], 'mark all whose suggestion is high', 'mark high', 30),
	change('unsorted', 'move-marked', ['M'], 'move everything marked', 'move marked', 12),
	change('unsorted', 'clean', ['x'], 'delete emptied subjects', 'clean', 45),
	perRow(change('unsorted', 'note', ['w'], 'set aside until a day, or note something', 'set aside', 35)),
	own('unsorted', 'show-aside', ['tab'], 'show those set aside, too', 'set-aside ones', 75),
	perRow(change('jobs', 'retry', ['R'], 'retry the job', 'retry', 20)),
	own('jobs', 'coverage', ['tab'], 'coverage of the project, sessions × gears, and back', 'coverage', 12),
	own('jobs', 'coverage-project', ['P'], 'coverage of another project', 'project', 45),
	own('jobs', 'versions', ['V'], 'versions and settings of the gears of the project', 'versions', 28),
	perRow(change('jobs', 'relaunch', ['E'], 'relaunch with edits, as a new analysis', 'relaunch', 22)),
	perRow(change('jobs', 'cancel', ['c'], 'cancel the job', 'cancel', 25)),
	own('jobs', 'older', ['O'], 'two more weeks of jobs', 'older', 49),
	own('jobs', 'families', ['f'], 'group failures by cause', 'families', 27),
	perRow(change('jobs', 'priority', ['U'], 'change the priority of jobs that wait', 'priority', 47)),
	grid('cell-left', ['h', 'left'], 'previous column', 'left', 30),
	grid('cell-right', ['l', 'right'], 'next column', 'right', 31),
	grid('columns-left', ['H'], 'a page of columns back', 'page left', 80),
	grid('columns-right', ['L'], 'a page of columns on', 'page right', 81),
	change('access', 'add-person', ['+'], 'add a person to the project', 'add', 20),
	perRow(change('access', 'remove-person', ['-'], 'take the person off the project', 'remove', 22)),
	change('access', 'group-template', ['t'], 'set what new projects give the person', 'template', 24),
	change('access', 'copy-roles', ['C'], 'copy the roles of this person to another', 'copy roles', 27),
	change('access', 'offboard', ['X'], 'take the person out of all projects, templates and groups', 'offboard', 28),
	own('access', 'warnings', ['w'], 'what about access asks for a look', 'warnings', 29),
	own('access', 'explain-roles', ['i'], 'what each role allows, side by side', 'roles', 26),
	perRow(change('history', 'resume', ['R'], 'do what a change that was cut off did not come to', 'resume', 30)),
	{...change('scratch', 'scan', ['u'], 'scan now', 'scan', 20), danger: 'none'},
	{...change('scratch', 'scan-job', ['b'], 'scan as a Slurm job', 'scan by Slurm', 25), danger: 'none'},
	perRow(change('scratch', 'upload', ['U'], 'upload the folder as a new analysis', 'upload', 30)),
	perRow(own('scratch', 'compare', ['I'], 'tell whether the folder is in Flywheel', 'in Flywheel?', 35)),
	own('scratch', 'files', ['F'], 'list the largest and the oldest files of the folder', 'files', 28),
	own('scratch', 'calendar', ['C'], 'show what is purged of the folder, by day and week', 'purged when', 30),
	own('scratch', 'doctor', ['D'], 'look for what is amiss on this machine, and what mends it', 'doctor', 40),
	{...change('scratch', 'end-scan', ['ctrl-c'], 'end the scan', 'end the scan', 5), danger: 'none'},
];

export const commands: Command[] = [
	...moving,
	...everywhere,
	...screens.map(screen => ({
		id: `go-${screen.id}`,
		keys: [screen.key],
		words: `go to ${screen.title}`,
		category: 'Go to' as const,
		danger: 'none' as const,
	})),
	...special,
];

/** Commands that a screen has, its own first. */
export function commandsOn(screen: ScreenId): Command[] {
	const own = commands.filter(command => command.on?.includes(screen));
	const order: Category[] = ['Everywhere', 'Go to', 'Move'];
	return [...own, ...order.flatMap(category => commands.filter(command => command.category === category))];
}

/** The command that a key means on a screen; its own come before the general ones. */
export function commandForKey(screen: ScreenId, keyName: string): Command | undefined {
	const fitting = commandsOn(screen).filter(command => command.keys.includes(keyName));
	return fitting.find(command => command.on) ?? fitting[0];
}

function move(id: string, keys: string[], words: string): Command {
	return {id, keys, words, category: 'Move', danger: 'none'};
}

function every(id: string, keys: string[], words: string, hint?: string, rank?: number): Command {
	return {id, keys, words, category: 'Everywhere', danger: 'none', ...(hint && {hint, rank: rank ?? 99})};
}

function perRow(command: Command): Command {
	return {...command, perRow: true};
}

function own(on: ScreenId, id: string, keys: string[], words: string, hint: string, rank: number): Command {
	const category = screens.find(screen => screen.id === on)?.title as Category;
	return {id, keys, words, hint, rank, category, danger: 'none', on: [on]};
}

function grid(id: string, keys: string[], words: string, hint: string, rank: number): Command {
	return {id, keys, words, hint, rank, category: 'Grids', danger: 'none', on: ['jobs', 'access']};
}

function change(...parts: Parameters<typeof own>): Command {
	return {...own(...parts), danger: 'change'};
}
