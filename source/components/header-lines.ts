import {padTo, widthOf} from '../format/width.js';
import {type ScreenId, screens} from '../keys/commands.js';
import type {Theme} from '../theme/theme.js';

export interface HeaderProperties {
	screen: ScreenId;
	/** Who one is on which site. */
	where: string;
	sandbox: boolean;
	readOnly: boolean;
	/** How old the data is, in words. */
	age: string;
	stale: boolean;
	width: number;
}

/** Two rows: where one can go, and who one is on which site. */
export function headerLines(properties: HeaderProperties, theme: Theme): [string, string] {
	return [tabs(properties, theme), identity(properties, theme)];
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
function identity({where, sandbox, readOnly, age, stale, width}: HeaderProperties, theme: Theme): string {
	const badges = [sandbox && 'SANDBOX', readOnly && 'READ-ONLY'].filter(badge => badge !== false);
	const badgeWidth = badges.reduce((sum, badge) => sum + badge.length + 3, 0);
	const ageText = `${age} `;
	const room = Math.max(0, width - 1 - badgeWidth - widthOf(ageText) - 1);
	const painted = badges.map(badge => `${theme.paint('badge', ` ${badge} `)} `).join('');
	return ` ${painted}${padTo(where, room)} ${theme.paint(stale ? 'caution' : 'dim', ageText)}`;
}
