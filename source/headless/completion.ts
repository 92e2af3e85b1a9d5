/** Scripts by which shells complete commands and options, made from the command line that there is. */
import type {Command} from 'commander';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type ShellName = (typeof shells)[number];

interface Word {
	text: string;
	says: string;
}

/** One command: what may follow it. */
interface Node {
	/** Names from the program down to it, without the program's own. */
	path: string[];
	commands: Word[];
	options: Word[];
}

/** Descriptions stand between quotes in three languages: what means something in one of them is left out. */
function plain(text: string): string {
	return text
		.split('\n')[0]
		?.replace(/[^\w ,.;/()|<>+-]/g, '')
		.trim() as string;
}

function optionsOf(command: Command): Word[] {
	return command.options
		.filter(option => !option.hidden)
		.map(option => ({text: option.long ?? option.flags, says: plain(option.description)}));
}

function nodesOf(command: Command, path: string[] = [], inherited: Word[] = []): Node[] {
	const options = [...optionsOf(command), ...inherited];
	const choices = command.registeredArguments.flatMap(({argChoices = [], description}) =>
		argChoices.map(text => ({text, says: plain(description)})),
	);
	const below = command.commands.map(child => ({text: child.name(), says: plain(child.description())}));
	const commands = [...below, ...choices];
	const deeper = command.commands.flatMap(child =>
		nodesOf(child, [...path, child.name()], path.length === 0 ? options : inherited),
	);
	return [{path, commands, options}, ...deeper];
}

function bash(nodes: readonly Node[]): string {
	const known = nodes.filter(({path}) => path.length > 0).map(({path}) => `" ${path.join(' ')}"`);
	const cases = nodes.map(({path, commands, options}) => {
		const words = [...commands, ...options].map(({text}) => text).join(' ');
		return `\t\t"${path.map(name => ` ${name}`).join('')}") words="${words}" ;;`;
	});
	return `_flydeck() {
	local word=\${COMP_WORDS[COMP_CWORD]} at= words= i
	for ((i = 1; i < COMP_CWORD; i++)); do
		case "$at \${COMP_WORDS[i]}" in
			${known.join(' | ')}) at="$at \${COMP_WORDS[i]}" ;;
		esac
	done
	case "$at" in
${cases.join('\n')}
	esac
	COMPREPLY=($(compgen -W "$words" -- "$word"))
	[ \${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "$word"))
}
complete -F _flydeck flydeck
`;
}

function zsh(nodes: readonly Node[]): string {
	const known = nodes.filter(({path}) => path.length > 0).map(({path}) => `" ${path.join(' ')}"`);
	const cases = nodes.map(({path, commands, options}) => {
		const words = [...commands, ...options].map(({text, says}) => `'${text}:${says}'`).join(' ');
		return `\t\t"${path.map(name => ` ${name}`).join('')}") found=(${words}) ;;`;
	});
	return `#compdef flydeck
_flydeck() {
	local at= word
	local -a found
	for word in \${words[2,CURRENT-1]}; do
		case "$at $word" in
			${known.join('|')}) at="$at $word" ;;
		esac
	done
	case "$at" in
${cases.join('\n')}
	esac
	_describe flydeck found || _files
}
if [[ $funcstack[1] == _flydeck ]]; then _flydeck "$@"; else compdef _flydeck flydeck; fi
`;
}

function fish(nodes: readonly Node[]): string {
	const lines = nodes.flatMap(({path, commands, options}) => {
		const below = commands.map(({text}) => text).join(' ');
		const seen = path.map(name => `__fish_seen_subcommand_from ${name}`);
		const here = [...seen, ...(below === '' ? [] : [`not __fish_seen_subcommand_from ${below}`])].join('; and ');
		const when = here === '' ? '' : ` -n '${here}'`;
		// The program's own options are good everywhere, and told once.
		const own = path.length === 0 ? options : options.filter(({text}) => !nodes[0]?.options.some(o => o.text === text));
		return [
			...commands.map(({text, says}) => `complete -c flydeck${when} -f -a ${text} -d '${says}'`),
			...own.map(({text, says}) => {
				const scope = path.length === 0 ? '' : ` -n '${seen.join('; and ')}'`;
				return `complete -c flydeck${scope} -l ${text.replace(/^--/, '')} -d '${says}'`;
			}),
		];
	});
	return `${lines.join('\n')}\n`;
}

const writers: Record<ShellName, (nodes: readonly Node[]) => string> = {bash, zsh, fish};

/** The script for a shell; what it completes are the commands and options of this program. */
export function completionScript(program: Command, shell: ShellName): string {
	return writers[shell](nodesOf(program));
}
