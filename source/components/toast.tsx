import {Text} from 'ink';
import {truncate} from '../format/width.js';
import {useTheme} from '../theme/context.js';
import type {Token} from '../theme/theme.js';

export interface ToastProperties {
	toast: {level: 'info' | 'good' | 'caution' | 'bad'; text: string} | null;
	width: number;
}

const tokens: Record<'info' | 'good' | 'caution' | 'bad', Token> = {
	info: 'text',
	good: 'good',
	caution: 'caution',
	bad: 'bad',
};

/** One line of news above the footer; its mark says as much as its colour. */
export function ToastLine({toast, width}: ToastProperties) {
	const theme = useTheme();
	if (!toast) return <Text> </Text>;
	const {done, warning, failed, dot} = theme.symbols;
	const mark = {info: dot, good: done, caution: warning, bad: failed}[toast.level];
	return (
		<Text wrap="truncate-end">{` ${theme.paint(tokens[toast.level], truncate(`${mark} ${toast.text}`, width - 2))}`}</Text>
	);
}
