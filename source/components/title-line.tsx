import {Text} from 'ink';
import {truncate, truncateMiddle, widthOf} from '../format/width.js';
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
	const parts = theme.veil([count, ...notes].filter(part => part !== '').join(`  ${theme.symbols.dot}  `));
	// A title may hold labels of any length, or be a long path: it leaves room for the counts.
	const name = truncateMiddle(theme.veil(title), Math.max(Math.floor(width / 2), width - 4 - widthOf(parts)));
	const rest = truncate(parts, Math.max(0, width - widthOf(name) - 4));
	return <Text wrap="truncate-end">{` ${theme.paint('strong', name)}  ${rest}`}</Text>;
}
