import stringWidth from 'string-width';

/**
 * One picture of the screen as rows of text with colour codes, top row first. `width` is
 * what the row covers, in columns.
 */
export interface Row {
	text: string;
	width: number;
}

/** What Ink drew, as exactly as many rows as the screen has: it is never taller. */
export function rowsOf(frame: string, screenRows: number): string[] {
	const rows = frame.split('\n').slice(0, screenRows);
	while (rows.length < screenRows) rows.push('');
	return rows;
}

/** Columns that a row covers, colour codes not counted. */
export function rowWidth(text: string): number {
	return stringWidth(text);
}
