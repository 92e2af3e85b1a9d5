import {Text} from 'ink';
import type {Hint} from '../keys/footer.js';
import {useTheme} from '../theme/context.js';

/** The keys that work here, as many as fit; one that doesn't at the moment is not bold. */
export function Footer({hints}: {hints: Hint[]}) {
	const theme = useTheme();
	const text = hints
		.map(({key, words, blocked}) => `${theme.paint(blocked ? 'dim' : 'key', key)} ${theme.paint('dim', words)}`)
		.join('  ');
	return <Text wrap="truncate-end">{` ${text}`}</Text>;
}
