import {Box, Text} from 'ink';
import {useSettled} from '../hooks/settled.js';
import {useTheme} from '../theme/context.js';
import type {ListController} from './list-controller.js';
import type {BodySize} from './shell.js';

/** Bodies at least this wide and high have room for a preview. */
const least = {width: 140, height: 7};
/** Share of the width that the list keeps. */
const listShare = 0.6;
/**
 * The preview follows when one stays on a row (ms). It changes as a whole with each row, some
 * thousand bytes beside the hundred of a step: rows that one only passes must not cost that.
 * For the same reason there is none until `p` asks for it.
 */
const pause = 150;

/** Columns of a list that shares its body with a preview; null where there is no room for one. */
export function widthBesidePreview({width, height}: BodySize): number | null {
	return width >= least.width && height >= least.height ? Math.floor(width * listShare) : null;
}

/** What is selected, in full. */
export function ListPreview<Row extends object>(properties: {
	controller: ListController<Row>;
	lines(row: Row, width: number): string[];
	size: BodySize;
}) {
	const {controller, lines, size} = properties;
	const theme = useTheme();
	const {id} = controller.options;
	const {selected} = controller;
	const settled = useSettled(selected && id(selected), pause);
	// The row as it is now: it may have been read again, or be gone.
	const row = controller.options.rows().find(candidate => id(candidate) === settled) ?? selected;
	const text = row ? lines(row, size.width - 3) : [];
	// A gap, as the list's scroll mark may stand beside it.
	const side = ` ${theme.paint('dim', theme.symbols.corner.side)}`;
	return (
		<Box flexDirection="column" width={size.width} height={size.height}>
			{Array.from({length: size.height}, (_, index) => (
				<Text key={index} wrap="truncate-end">{`${side}${text[index] ?? ''}`}</Text>
			))}
		</Box>
	);
}
