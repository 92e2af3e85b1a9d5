import {type Finding, shellWord} from '../../model/finding.js';

type Environment = Record<string, string | undefined>;

const oldestNode = [20, 19] as const;

/** Whether this Node is new enough. */
export function lookAtNode(version: string): Finding {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	const isNew = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
	if (isNew) return {check: 'node', level: 'good', message: `Node ${version}.`, command: null};
	return {
		...{check: 'node', level: 'bad'},
		message: `Node ${version} is older than ${oldestNode.join('.')}, which flydeck needs.`,
		command: 'conda install -c conda-forge "nodejs>=20.19"',
	};
}

export interface TerminalFacts {
	/** Why the dashboard can't be drawn; null where it can. */
	problem: string | null;
	columns: number | null;
	rows: number | null;
	color: boolean;
}

/** What the terminal can do, as far as it says. */
export function lookAtTerminal({problem, columns, rows, color}: TerminalFacts, environment: Environment): Finding[] {
	const {TERM = 'not set', LC_ALL, LC_CTYPE, LANG, TMUX} = environment;
	const size = columns === null || rows === null ? '' : `, ${columns} × ${rows}`;
	const screen: Finding =
		problem === null
			? {
					...{check: 'terminal', level: 'good', command: null},
					message: `TERM=${TERM}${size}, ${color ? 'in colours' : 'without colours'}${TMUX ? ', in tmux' : ''}.`,
				}
			: {check: 'terminal', level: 'info', message: problem, command: null};
	const locale = LC_ALL || LC_CTYPE || LANG || 'not set';
	if (/utf-?8/i.test(locale)) return [screen, good('characters', `The locale is ${locale}.`)];
	const message = `The locale is ${locale}, which is not UTF-8: lines and marks may come out wrong. --ascii draws without them.`;
	return [screen, {check: 'characters', level: 'caution', message, command: 'export LC_ALL=C.UTF-8'}];
}

export function good(check: string, message: string): Finding {
	return {check, level: 'good', message, command: null};
}

export function info(check: string, message: string, command: string | null = null): Finding {
	return {check, level: 'info', message, command};
}

/** A link in the place of a folder that was moved to where there is room. */
export function moveAway(folder: string, target: string): string {
	const parts = [folder, target].map(shellWord);
	return `mv ${parts[0]} ${parts[1]} && ln -s ${parts[1]} ${parts[0]}`;
}
