import {wrap} from '../format/width.js';
import type {Theme, Token} from '../theme/theme.js';

export interface ParagraphOptions {
	indent?: number;
	/** Before the first line; further lines stand under its text. */
	bullet?: string;
	token?: Token;
}

/** A text as lines for the screen, hanging under its bullet. */
export function paragraph(theme: Theme, text: string, width: number, options: ParagraphOptions = {}): string[] {
	const {indent = 1, bullet = '', token = 'text'} = options;
	const lead = ' '.repeat(indent);
	const hang = ' '.repeat(bullet === '' ? 0 : [...bullet].length + 1);
	return wrap(theme.veil(text), Math.max(1, width - indent - hang.length - 1)).map((line, index) => {
		const start = index === 0 && bullet !== '' ? `${theme.paint(token, bullet)} ` : hang;
		return lead + start + theme.paint(token, line);
	});
}

/** A label in a column of its own and its value beside it, wrapped. */
export function labelled(
	theme: Theme,
	field: {label: string; value: string; token?: Token; plain?: boolean},
	width: number,
	labelWidth = 12,
): string[] {
	const lines = wrap(field.plain ? field.value : theme.veil(field.value), Math.max(1, width - labelWidth - 3));
	return lines.map((line, index) => {
		const label = (index === 0 ? field.label : '').padEnd(labelWidth);
		return ` ${theme.paint('dim', label)} ${theme.paint(field.token ?? 'text', line)}`;
	});
}
