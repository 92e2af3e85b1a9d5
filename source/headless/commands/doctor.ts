import {safeText} from '../../format/safe-text.js';
import type {Finding} from '../../model/finding.js';
import type {Context} from '../context.js';
import {toCsv} from '../csv.js';

const marks: Record<Finding['level'], string> = {good: 'ok', info: '-', caution: '!', bad: 'BAD'};

/** What flydeck stands on here, and what mends it. It is a report: whatever is found, it was done. */
export async function doctor(context: Context): Promise<number> {
	const {out} = context;
	const {openDoctor} = await import('../open-doctor.js');
	const findings = await (await openDoctor(context)).look();
	if (out.mode === 'json') out.json({findings});
	if (out.mode === 'csv') out.data(toCsv(findings, ['check', 'level', 'message', 'command']));
	if (out.mode !== 'text') return 0;
	for (const {check, level, message, command} of findings) {
		out.data(`${marks[level].padEnd(4)}${check.padEnd(16)}${safeText(out.veil(message))}\n`);
		if (command !== null) out.data(`${' '.repeat(20)}$ ${safeText(command)}\n`);
	}
	return 0;
}
