import {Box, Text} from 'ink';
import {padTo, widthOf} from '../format/width.js';
import {type ScreenId, screens} from '../keys/commands.js';
import {useTheme} from '../theme/context.js';
import type {Theme} from '../theme/theme.js';

export interface HeaderProperties {
	screen: ScreenId;
	who: string;
	site: string;
	sandbox: boolean;
	readOnly: boolean;
	/** How old the data is, in words. */
	age: string;
	stale: boolean;
	width: number;
}

/** Two rows: where one can go, and who one is on which site. */
export function Header(properties: HeaderProperties) {
	const theme = useTheme();
	return (
		<Box flexDirection="column">
			<Text wrap="truncate-end">{tabs(properties, theme)}</Text>
			<Text wrap="truncate-end">{identity(properties, theme)}</Text>
		</Box>
	);
}

function tabs({screen, width}: HeaderProperties, theme: Theme): string {
	const roomy = width >= 90;
	const brand = roomy ? ` ${theme.paint('brand', 'flydeck')}  ` : ' ';
	const names = screens.map(({id, key, title}) => {
		const here = id === screen;
		const label = width >= 68 || here ? ` ${title}` : '';
		return here
			? theme.paint('accent', `[${key}${label}]`)
			: `${theme.paint('key', ` ${key}`)}${theme.paint('dim', `${label} `)}`;
	});
	return brand + names.join(roomy ? ' ' : '');
}

/** The badges come first, so that nothing can push them off the screen. */
function identity(properties: HeaderProperties, theme: Theme): string {
	const {who, site, sandbox, readOnly, age, stale, width} = properties;
	const badges = [sandbox && 'SANDBOX', readOnly && 'READ-ONLY'].filter(badge => badge !== false);
	const badgeWidth = badges.reduce((sum, badge) => sum + badge.length + 3, 0);
	const ageText = `${age} `;
	const room = Math.max(0, width - 1 - badgeWidth - widthOf(ageText) - 1);
	const where = padTo(`${who} ${theme.symbols.dot} ${site}`, room);
	const painted = badges.map(badge => `${theme.paint('badge', ` ${badge} `)} `).join('');
	return ` ${painted}${where} ${theme.paint(stale ? 'caution' : 'dim', ageText)}`;
}
