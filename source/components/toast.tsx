import {Box, Text} from 'ink';
import {truncate, wrap} from '../format/width.js';
import {linked} from '../terminal/link.js';
import type {Theme, Token} from '../theme/theme.js';

export interface News {
	level: 'info' | 'good' | 'caution' | 'bad';
	text: string;
	/** Address that the text stands for. */
	link?: string;
}

const tokens: Record<News['level'], Token> = {info: 'text', good: 'good', caution: 'caution', bad: 'bad'};
/** More is no news but a text, and would cover what it is about. */
const mostRows = 3;

/** News as rows, their mark first: it says as much as their colour. One empty row where there are none. */
export function toastRows(news: News | null, theme: Theme, width: number): string[] {
	if (!news) return [' '];
	const {done, warning, failed, dot} = theme.symbols;
	const mark = {info: dot, good: done, caution: warning, bad: failed}[news.level];
	const room = Math.max(1, width - 4);
	const lines = wrap(theme.veil(news.text), room);
	const shown = lines.slice(0, mostRows);
	if (lines.length > mostRows) shown[mostRows - 1] = truncate(lines.slice(mostRows - 1).join(' '), room);
	return shown.map((line, index) => {
		const text = news.link ? linked(line, news.link) : line;
		return ` ${theme.paint(tokens[news.level], `${index === 0 ? mark : ' '} ${text}`)}`;
	});
}

/** The rows of news, above the footer. */
export function ToastRows({rows}: {rows: readonly string[]}) {
	return (
		<Box flexDirection="column">
			{rows.map((row, index) => (
				<Text key={index} wrap="truncate-end">
					{row}
				</Text>
			))}
		</Box>
	);
}
