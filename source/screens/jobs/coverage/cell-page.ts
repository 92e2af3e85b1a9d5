import {statePiece} from '../../../components/job-state.js';
import {labelled, paragraph} from '../../../components/paragraph.js';
import {safeText} from '../../../format/safe-text.js';
import {age} from '../../../format/time.js';
import {decisiveRun, type GearRun} from '../../../model/coverage.js';
import type {Theme} from '../../../theme/theme.js';
import type {Spot} from './state.js';

interface PageContext {
	theme: Theme;
	now: Date;
	width: number;
}

/** A moment and how long ago that was. */
function moment(iso: string | null, now: Date): string {
	return iso === null ? 'not yet' : `${iso.slice(0, 16).replace('T', ' ')} (${age(iso, now)})`;
}

function settingsText(settings: GearRun['settings']): string {
	const entries = Object.entries(settings).sort(([a], [b]) => a.localeCompare(b));
	return entries
		.map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
		.join(', ');
}

function runLines(run: GearRun, decides: boolean, {theme, now, width}: PageContext): string[] {
	const {text, token = 'text'} = statePiece(run.state, theme);
	const fields = [
		{label: 'state', value: decides ? `${text}, which decides the cell` : text, token},
		{label: 'version', value: run.version || 'not known'},
		{label: 'attempts', value: String(run.attempts)},
		{label: 'made', value: moment(run.created, now)},
		{label: 'started', value: moment(run.startedAt, now)},
		{label: 'ended', value: moment(run.endedAt, now)},
		{label: 'settings', value: safeText(settingsText(run.settings)) || 'none but the defaults'},
		{label: 'tags', value: run.tags.map(safeText).join(', ') || 'none'},
		{label: 'job', value: run.jobId ?? 'gone'},
		{label: 'analysis', value: run.analysisId ?? 'none: its results are in the session itself'},
	];
	const title = safeText(run.label) || `${safeText(run.gear)} without an analysis`;
	return [
		'',
		...paragraph(theme, title, width, {token: 'strong'}),
		...fields.flatMap(field => labelled(theme, field, width, 9)),
	];
}

/** All that was tried in a cell, the newest first. */
export function cellLines(spot: Spot, context: PageContext): string[] {
	const {theme, width} = context;
	const decisive = decisiveRun(spot.runs);
	if (!decisive) return paragraph(theme, `${safeText(spot.gear)} never ran on this session.`, width);
	return spot.runs.toReversed().flatMap(run => runLines(run, run === decisive && spot.runs.length > 1, context));
}
