import {Text} from 'ink';
import type {Hint} from '../keys/footer.js';
import {useTheme} from '../theme/context.js';

/** The keys that work here, as many as fit. */
export function Footer({hints}: {hints: Hint[]}) {
	const theme = useTheme();
	const text = hints.map(hint => `${theme.paint('key', hint.key)} ${theme.paint('dim', hint.words)}`).join('  ');
	return <Text wrap="truncate-end">{` ${text}`}</Text>;
}
