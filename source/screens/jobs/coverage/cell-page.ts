import {statePiece} from '../../../components/job-state.js';
import {labelled, paragraph} from '../../../components/paragraph.js';
import {safeText} from '../../../format/safe-text.js';
import {age} from '../../../format/time.js';
import {decisiveRun, type GearRun} from '../../../model/coverage.js';
import type {FlydeckError} from '../../../model/errors.js';
import type {StageFiles} from '../../../model/why.js';
import type {Theme} from '../../../theme/theme.js';
import {type CoverageGrid, reasonsOf, type Spot} from './state.js';

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

/** What the session holds, for the stage's inputs and conditions; or why that can't be read. */
export interface SpotFiles {
	data: StageFiles | null;
	error: FlydeckError | null;
}

function leftOpen({error}: SpotFiles): string {
	return error ? `Its inputs can't be looked at: ${error.message}` : 'Its inputs are being looked at.';
}

/** What the workflow says of a cell where no result is there or on its way. */
function whyLines(grid: CoverageGrid, spot: Spot, files: SpotFiles, {theme, now, width}: PageContext): string[] {
	const {found} = grid;
	if (!found)
		return paragraph(theme, 'The nightly workflow of the project is being looked for.', width, {token: 'dim'});
	if (!found.workflow) {
		const none = 'The project has no template of a nightly workflow: people launch its gears by hand.';
		return [none, ...found.problems].flatMap(text => paragraph(theme, safeText(text), width, {token: 'dim'}));
	}
	const reasons = reasonsOf(grid, spot, now, files.data);
	if (reasons.length === 0) return [];
	const {symbols} = theme;
	return [
		` ${theme.paint('heading', 'Why the nightly workflow does not run it')}`,
		...reasons.flatMap(({code, message}) =>
			paragraph(theme, safeText(message), width, {
				bullet: code === 'due' ? symbols.pending : symbols.warning,
				token: code === 'due' ? 'text' : 'caution',
			}),
		),
		...(files.data ? [] : paragraph(theme, leftOpen(files), width, {token: 'dim'})),
		...paragraph(theme, `By ${safeText(found.file ?? '')}.`, width, {token: 'dim'}),
		...found.workflow.notes.flatMap(note => paragraph(theme, safeText(note), width, {token: 'dim', indent: 3})),
	];
}

/** Why nothing came of a cell, and all that was tried there: first what decides it, then the newest. */
export function cellLines(grid: CoverageGrid, spot: Spot, files: SpotFiles, context: PageContext): string[] {
	const {theme, width} = context;
	const decisive = decisiveRun(spot.runs);
	const settled = ['complete', 'running', 'pending'].includes(decisive?.state ?? '');
	const why = settled ? [] : whyLines(grid, spot, files, context);
	const others = spot.runs.filter(run => run !== decisive).toReversed();
	const tried = [...(decisive ? [decisive] : []), ...others].flatMap(run =>
		runLines(run, run === decisive && spot.runs.length > 1, context),
	);
	if (decisive) return [...why, ...tried];
	return [...paragraph(theme, `${safeText(spot.gear)} never ran on this session.`, width), '', ...why];
}
