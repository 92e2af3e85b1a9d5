import {Box, Text} from 'ink';
import type {PageLine, PageRow} from '../format/page.js';
import {truncate} from '../format/width.js';
import {useTheme} from '../theme/context.js';
import type {Theme, Token} from '../theme/theme.js';

/** Where in a line something was found; `here` where one stands. */
export interface Mark {
	start: number;
	end: number;
	here: boolean;
}

export interface PageViewProperties {
	lines: readonly PageLine[];
	/** The rows that are seen. */
	rows: readonly PageRow[];
	marks(line: number): readonly Mark[];
	/** Rows above the text, painted. */
	facts: readonly string[];
	/** Below it. */
	foot: string;
	size: {width: number; height: number};
}

/** Rows of the body that are not the text's. */
export function pageFrame(facts: readonly string[]): number {
	return facts.length + 1;
}

/** Columns that the text leaves free on its left and right. */
export const pageMargin = 2;

/** A part of a long text, with what was found in it marked. */
export function PageView({lines, rows, marks, facts, foot, size}: PageViewProperties) {
	const theme = useTheme();
	const room = size.height - pageFrame(facts);
	return (
		<Box flexDirection="column" width={size.width} height={size.height}>
			{facts.map((fact, index) => (
				<Text key={`fact ${index}`} wrap="truncate-end">
					{fact}
				</Text>
			))}
			{Array.from({length: room}, (_, index) => {
				const row = rows[index];
				const line = row && lines[row.line];
				return (
					<Text key={index} wrap="truncate-end">
						{row && line ? ` ${paintRow(theme, line, row, marks(row.line))}` : ' '}
					</Text>
				);
			})}
			<Text wrap="truncate-end">{` ${theme.paint('dim', truncate(foot, size.width - 2))}`}</Text>
		</Box>
	);
}

/** A row in pieces, each with one meaning: label, text, found, found where one stands. */
function paintRow(theme: Theme, line: PageLine, row: PageRow, marks: readonly Mark[]): string {
	const {label = 0, heading} = line;
	const text = theme.veil(line.text);
	const inRow = marks.filter(mark => mark.end > row.start && mark.start < row.end);
	const edges = [row.start, row.end, label, ...inRow.flatMap(({start, end}) => [start, end])];
	const cuts = [...new Set(edges)].filter(edge => edge >= row.start && edge <= row.end).sort((a, b) => a - b);
	const pieces = cuts.slice(0, -1).map((start, index) => {
		const mark = inRow.find(one => one.start <= start && start < one.end);
		const plain: Token = heading ? 'heading' : start < label ? 'dim' : 'text';
		const token = mark ? (mark.here ? 'found-here' : 'found') : plain;
		return theme.paint(token, text.slice(start, cuts[index + 1]));
	});
	const more = row.cut ? theme.paint('dim', '…') : '';
	return ' '.repeat(row.hang) + pieces.join('') + more;
}
