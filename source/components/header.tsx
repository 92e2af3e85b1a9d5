import {Box, Text} from 'ink';
import {useTheme} from '../theme/context.js';
import {type HeaderProperties, headerLines} from './header-lines.js';

/** The rows that every screen begins with. */
export function Header(properties: HeaderProperties) {
	return (
		<Box flexDirection="column">
			{headerLines(properties, useTheme()).map((line, index) => (
				<Text key={index} wrap="truncate-end">
					{line}
				</Text>
			))}
		</Box>
	);
}
