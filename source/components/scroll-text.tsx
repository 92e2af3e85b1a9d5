import {Box, Text} from 'ink';
import {useTheme} from '../theme/context.js';

export interface ScrollTextProperties {
	lines: readonly string[];
	/** First line shown. */
	top: number;
	size: {width: number; height: number};
}

/** Lines of text, the part of them that fits, with what is above and below said in the last row. */
export function ScrollText({lines, top, size}: ScrollTextProperties) {
	const theme = useTheme();
	const overflows = lines.length > size.height;
	const room = overflows ? size.height - 1 : size.height;
	const start = Math.max(0, Math.min(top, lines.length - room));
	const shown = lines.slice(start, start + room);
	const rest = `lines ${start + 1} to ${start + shown.length} of ${lines.length}, j and k scroll`;
	return (
		<Box flexDirection="column" width={size.width} height={size.height}>
			{shown.map((line, index) => (
				<Text key={index} wrap="truncate-end">
					{line === '' ? ' ' : line}
				</Text>
			))}
			{overflows && <Text wrap="truncate-end">{theme.paint('dim', ` ${rest}`)}</Text>}
		</Box>
	);
}

/** The furthest that lines can be scrolled. */
export function lastTop(count: number, height: number): number {
	return count > height ? count - height + 1 : 0;
}
