import {Box, Text} from 'ink';
import type {ReactNode} from 'react';
import {truncate} from '../format/width.js';
import {useTheme} from '../theme/context.js';
import type {Token} from '../theme/theme.js';

export interface DialogFrameProperties {
	title: string;
	/** The last row: what is asked, or what is going on. */
	prompt: string;
	promptToken?: Token;
	size: {width: number; height: number};
	children: ReactNode;
}

/** Rows that the frame takes away from what it holds. */
export const frameRows = 4;

/** A titled page with a rule above and below, and the question in the last row. */
export function DialogFrame({title, prompt, promptToken = 'strong', size, children}: DialogFrameProperties) {
	const theme = useTheme();
	const rule = theme.paint('dim', theme.symbols.rule.repeat(size.width));
	return (
		<Box flexDirection="column" width={size.width} height={size.height}>
			<Text wrap="truncate-end">{` ${theme.paint('accent', truncate(theme.veil(title), size.width - 2))}`}</Text>
			<Text wrap="truncate-end">{rule}</Text>
			<Box flexDirection="column" height={size.height - frameRows}>
				{children}
			</Box>
			<Text wrap="truncate-end">{rule}</Text>
			<Text wrap="truncate-end">{` ${theme.paint(promptToken, truncate(prompt, size.width - 2))}`}</Text>
		</Box>
	);
}
