import type {Column} from '../../../components/columns.js';
import {labelled, paragraph} from '../../../components/paragraph.js';
import {count} from '../../../format/amounts.js';
import {safeText} from '../../../format/safe-text.js';
import {isoDay} from '../../../format/time.js';
import {truncate} from '../../../format/width.js';
import {type GearVersions, type VersionsView, type VersionUse, versionsOf} from '../../../model/versions.js';
import type {Layer} from '../../../shell/layers.js';
import {ListLayer} from '../../../shell/list-layer.js';
import type {Shell} from '../../../shell/shell.js';
import {TextLayer} from '../../../shell/text-layer.js';
import {partOf, type Readable} from '../../../state/resource.js';
import type {Theme} from '../../../theme/theme.js';
import type {CoverageLayer} from './coverage-layer.js';

interface VersionRow extends VersionUse {
	gear: string;
	/** True where all results of the gear are of this version. */
	alone: boolean;
}

function rowsOf({gears}: VersionsView): VersionRow[] {
	return gears.flatMap(({gear, versions, sessions}) =>
		versions.map(use => ({...use, gear, alone: use.sessions === sessions && sessions > 0})),
	);
}

const columns: Column<VersionRow>[] = [
	{
		id: 'gear',
		title: 'GEAR',
		min: 16,
		ideal: 26,
		cell: row => ({text: row.gear}),
		compare: (a, b) => a.gear.localeCompare(b.gear),
	},
	{
		id: 'version',
		title: 'VERSION',
		min: 14,
		ideal: 26,
		grow: 1,
		cell: row => ({text: row.version, token: row.alone ? 'text' : 'caution'}),
		compare: (a, b) => a.version.localeCompare(b.version, 'en', {numeric: true}),
	},
	amount('sessions', 'SESSIONS', row => row.sessions),
	amount('reruns', 'RERUNS', row => row.reruns),
	amount('runs', 'RUNS', row => row.runs, 2),
	date('first', 'FIRST', 3),
	date('last', 'LAST', 1),
];

function amount(id: string, title: string, of: (row: VersionRow) => number, drop?: number): Column<VersionRow> {
	return {
		...{id, title, min: title.length, ideal: title.length, right: true, descending: true},
		...(drop !== undefined && {drop}),
		cell: row => ({text: String(of(row))}),
		compare: (a, b) => of(a) - of(b),
	};
}

function date(id: 'first' | 'last', title: string, drop: number): Column<VersionRow> {
	return {
		...{id, title, min: 10, ideal: 10, drop},
		cell: row => ({text: isoDay(row[id]), token: 'dim'}),
		compare: (a, b) => (a[id] ?? '').localeCompare(b[id] ?? ''),
	};
}

/** The versions of a project's gears, opened from its coverage; `enter` tells the odd ones out. */
export function versionsLayer(shell: Shell, {resource, project}: CoverageLayer, push: (layer: Layer) => void): Layer {
	const views = partOf(resource, ({main}) => versionsOf(main.runs));
	const name = `${project.group}/${project.label}`;
	return new ListLayer<VersionRow, VersionsView>({
		shell,
		title: `Versions on ${name}`,
		noun: 'versions',
		resource: views,
		rows: rowsOf,
		id: ({gear, version}) => JSON.stringify([gear, version]),
		idToCopy: ({gear, version}) => `${gear}/${version}`,
		columns,
		empty: 'No gear ran on a session of this project.',
		words: {open: 'odd ones out'},
		notes: ({gears}) => {
			const mixed = gears.filter(({rerun}) => (rerun?.sessions.length ?? 0) > 0).length;
			return mixed > 0 ? [`${count(mixed, 'gear')} mixed`] : [];
		},
		commands: ({list: {selected}}) => ({
			open: {
				run: () => selected && push(gearLayer(shell, views, {gear: selected.gear, name})),
				blocked: selected ? undefined : 'nothing is listed',
			},
		}),
	});
}

function gearLayer(shell: Shell, resource: Readable<VersionsView>, {gear, name}: {gear: string; name: string}): Layer {
	return new TextLayer<VersionsView>({
		shell,
		title: `${gear} on ${name}`,
		noun: 'lines',
		resource,
		lines: ({gears}, width) => {
			const found = gears.find(candidate => candidate.gear === gear);
			return found ? gearLines(found, shell.theme, width) : [' The gear ran nowhere.'];
		},
	});
}

function gearLines(versions: GearVersions, theme: Theme, width: number): string[] {
	return [
		...rerunLines(versions, theme, width),
		...settingLines(versions, theme, width),
		...oddLines(versions, theme, width),
	];
}

function heading(theme: Theme, text: string): string[] {
	return ['', ` ${theme.paint('heading', text)}`];
}

function rerunLines({rerun, sessions}: GearVersions, theme: Theme, width: number): string[] {
	if (!rerun) return paragraph(theme, 'Nothing is complete yet.', width);
	const version = safeText(rerun.version);
	if (rerun.sessions.length === 0) {
		return paragraph(theme, `All ${count(sessions, 'session')} have a result of ${version}.`, width, {token: 'good'});
	}
	const words = `${count(rerun.sessions.length, 'rerun')} of ${count(sessions, 'session')} would make it ${version} throughout:`;
	const places = rerun.sessions.map(({subject, session}) => safeText(`${subject}/${session}`));
	return [
		...paragraph(theme, words, width, {token: 'caution'}),
		...paragraph(theme, places.join(', '), width, {indent: 3}),
	];
}

const labelWidth = 24;

function labelOf(text: string): string {
	return truncate(text, labelWidth);
}

function settingLines({settings}: GearVersions, theme: Theme, width: number): string[] {
	if (settings.length === 0) return [];
	const lines = settings.flatMap(({setting, values}) => {
		const parts = values.map(
			({value, sessions}) => `${truncate(value ?? 'left out', 120)} on ${count(sessions, 'session')}`,
		);
		return labelled(theme, {label: labelOf(setting), value: parts.join(', ')}, width, labelWidth);
	});
	return [...heading(theme, 'Settings that differ'), ...lines];
}

function oddLines({odd}: GearVersions, theme: Theme, width: number): string[] {
	if (odd.length === 0) return [];
	const lines = odd.flatMap(({subject, session, differs}) => {
		const parts = differs.map(
			({what, value, usual}) =>
				`${truncate(what, 60)} ${truncate(value ?? 'left out', 120)}, not ${truncate(usual ?? 'left out', 120)}`,
		);
		return labelled(theme, {label: labelOf(`${subject}/${session}`), value: parts.join('; ')}, width, labelWidth);
	});
	return [...heading(theme, 'Made otherwise than most'), ...lines];
}
