import {paragraph} from '../../components/paragraph.js';
import type {Finding} from '../../model/finding.js';
import type {Shell} from '../../shell/shell.js';
import {TextLayer} from '../../shell/text-layer.js';
import type {Theme, Token} from '../../theme/theme.js';

const tokens: Record<Finding['level'], Token> = {good: 'good', info: 'dim', caution: 'caution', bad: 'bad'};
const order: Finding['level'][] = ['bad', 'caution', 'info', 'good'];

function markOf(level: Finding['level'], {symbols}: Theme): string {
	return {good: symbols.done, info: symbols.dot, caution: symbols.pending, bad: symbols.failed}[level];
}

/** What is amiss first, each with what to type. */
export function doctorLines(findings: readonly Finding[], theme: Theme, width: number): string[] {
	const sorted = order.flatMap(level => findings.filter(finding => finding.level === level));
	return sorted.flatMap(({check, level, message, command}) => [
		...paragraph(theme, `${check}: ${message}`, width, {bullet: markOf(level, theme), token: tokens[level]}),
		...(command === null ? [] : paragraph(theme, command, width, {indent: 5, bullet: '$', token: 'strong'})),
	]);
}

/** What flydeck stands on here; read again with `r`. */
export function doctorLayer(shell: Shell): TextLayer<Finding[]> {
	return new TextLayer<Finding[]>({
		shell,
		title: 'Doctor: this machine, the cluster and the site',
		noun: '',
		resource: shell.cache.get({name: 'doctor', load: async () => shell.doctor.look()}),
		lines: (findings, width) => doctorLines(findings, shell.theme, width),
	});
}
