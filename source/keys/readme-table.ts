import {type Category, type Command, commands, screens} from './commands.js';
import {keyLabel} from './labels.js';

export const tableStart = '<!-- keys:start -->';
export const tableEnd = '<!-- keys:end -->';

/** The readme's key table in Markdown, made from the command table. */
export function readmeTable(): string {
	const categories: Category[] = [
		'Move',
		'Everywhere',
		'Text',
		'Grids',
		'Projects',
		'Unsorted',
		'Jobs',
		'Access',
		'Scratch',
		'History',
	];
	const places = screens.map(screen => `\`${screen.key}\` ${screen.title}`).join(' · ');
	const rows = categories.flatMap(category =>
		commands.filter(command => command.category === category).map(command => row(category, command)),
	);
	return [`Screens: ${places}`, '', '| Keys | What it does | Where |', '| --- | --- | --- |', ...rows].join('\n');
}

function row(category: Category, command: Command): string {
	const keys = command.keys.map(key => `\`${keyLabel(key).replaceAll('|', '\\|')}\``).join(' ');
	const places: Partial<Record<Category, string>> = {
		Move: 'everywhere',
		Text: 'logs, metadata',
		Grids: 'access, coverage',
	};
	const where = places[category] ?? category.toLowerCase();
	return `| ${keys} | ${command.words.replaceAll('|', '\\|')} | ${where} |`;
}

/**
 * A readme with its key table brought up to date.
 * @throws Error where the readme lacks the two marks that the table stands between
 */
export function withKeyTable(readme: string): string {
	const start = readme.indexOf(tableStart);
	const end = readme.indexOf(tableEnd);
	if (start < 0 || end < start) throw new Error(`readme.md must hold ${tableStart} and, after it, ${tableEnd}.`);
	return `${readme.slice(0, start + tableStart.length)}\n${readmeTable()}\n${readme.slice(end)}`;
}
