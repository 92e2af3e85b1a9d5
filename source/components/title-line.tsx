import {Text} from 'ink';
import {truncate} from '../format/width.js';
import {useTheme} from '../theme/context.js';

export interface TitleProperties {
	title: string;
	/** "45 of 45 sessions"; empty where there is nothing to count. */
	count: string;
	notes: string[];
	width: number;
}

/** What the screen shows, how many of how many, and what narrows it down. */
export function TitleLine({title, count, notes, width}: TitleProperties) {
	const theme = useTheme();
	const parts = [count, ...notes].filter(part => part !== '');
	const rest = truncate(parts.join(`  ${theme.symbols.dot}  `), Math.max(0, width - title.length - 4));
	return <Text wrap="truncate-end">{` ${theme.paint('strong', title)}  ${rest}`}</Text>;
}
