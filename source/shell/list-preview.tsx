import {Box, Text} from 'ink';
import {listRows} from '../components/list.js';
import {useSettled} from '../hooks/settled.js';
import {useTheme} from '../theme/context.js';
import type {ListController} from './list-controller.js';
import type {BodySize} from './shell.js';

/** Bodies at least this wide have room for a preview beside the list; narrower ones have it below. */
const wide = 100;
/** Rows that a list and its preview need, beside each other and one above the other. */
const least = {beside: 7, below: 14};
/** Share of the width that the list keeps, or of the height. */
const listShare = {beside: 0.6, below: 0.5};
/**
 * The preview follows when one stays on a row (ms). It changes as a whole with each row, 650 to 900
 * bytes beside the hundred of a step: rows that one only passes must not cost that.
 * For the same reason there is none until `p` asks for it.
 */
const pause = 150;

export interface Shared {
	beside: boolean;
	list: BodySize;
	preview: BodySize;
}

/** How a list shares its body with a preview; null where there is no room for one. */
export function sharedBody({width, height}: BodySize): Shared | null {
	const beside = width >= wide;
	if (height < (beside ? least.beside : least.below)) return null;
	if (beside) {
		const own = Math.floor(width * listShare.beside);
		return {beside, list: {width: own, height}, preview: {width: width - own, height}};
	}
	const rows = Math.floor(height * listShare.below);
	return {beside, list: {width, height: rows}, preview: {width, height: height - rows}};
}

/** What is selected, in full. */
export function ListPreview<Row extends object>(properties: {
	controller: ListController<Row>;
	lines(row: Row, width: number): string[];
	size: BodySize;
	beside: boolean;
}) {
	const {controller, lines, size, beside} = properties;
	const theme = useTheme();
	const {id} = controller.options;
	const {selected} = controller;
	const settled = useSettled(selected && id(selected), pause);
	// The row as it is now: it may have been read again, or be gone.
	const row = controller.options.rows().find(candidate => id(candidate) === settled) ?? selected;
	const text = row ? lines(row, size.width - (beside ? 3 : 0)) : [];
	if (!beside) text.unshift(theme.paint('dim', theme.symbols.rule.repeat(size.width)));
	// The list's scroll mark parts them just as well, and two lines side by side look like a mistake.
	const parted = controller.shown.ids.length > listRows(size.height);
	const side = !beside ? '' : parted ? '  ' : ` ${theme.paint('dim', theme.symbols.corner.side)}`;
	return (
		<Box flexDirection="column" width={size.width} height={size.height}>
			{Array.from({length: size.height}, (_, index) => (
				<Text key={index} wrap="truncate-end">
					{`${side}${text[index] ?? ''}` || ' '}
				</Text>
			))}
		</Box>
	);
}
