import {paragraph} from '../../components/paragraph.js';
import {bytes} from '../../format/amounts.js';
import type {Analysis, Container, ContainerKind} from '../../model/flywheel.js';
import {ListLayer} from '../../shell/list-layer.js';
import {loaders} from '../../shell/loaders.js';
import type {Theme} from '../../theme/theme.js';
import {spotCommands} from './commands.js';
import {analysisColumns, fileColumns} from './content-columns.js';
import {filePage} from './pages.js';
import {type Spot, spotBelow} from './spot.js';
import {type AnalysisRow, analysisRows, type FileRow, fileRows} from './state.js';
import {toJobs, type Way} from './way.js';

const nouns: Record<ContainerKind, string> = {
	projects: 'project',
	subjects: 'subject',
	sessions: 'session',
	acquisitions: 'acquisition',
	analyses: 'analysis',
};

/** Files attached to a container itself; `enter` shows what is known of one. */
export function filesOf(way: Way, spot: Spot): ListLayer<FileRow, Container> {
	const {shell} = way;
	const holder = shell.cache.get(loaders(shell).container(spot.kind, spot.id));
	const open = (row: FileRow | null) => ({
		run: () => row && way.push(filePage(way, spot, holder, row)),
		blocked: row ? undefined : 'nothing is listed',
	});
	return new ListLayer<FileRow, Container>({
		shell,
		title: spot.path,
		noun: 'files',
		resource: holder,
		rows: fileRows,
		id: row => row.id,
		columns: fileColumns,
		link: () => spot.link,
		empty: `No file is attached to this ${nouns[spot.kind]} itself.`,
		commands: ({list: {selected}}) => ({
			open: open(selected),
			details: open(selected),
			'session-jobs': toJobs(way, spot),
		}),
	});
}

/** Analyses of a container itself, or at first one of them; `enter` lists what one has put out. */
export function analysesOf(
	way: Way,
	spot: Spot<Exclude<ContainerKind, 'analyses'>>,
	only?: string,
): ListLayer<AnalysisRow, readonly Analysis[]> {
	const {shell} = way;
	const {kind, id} = spot;
	return new ListLayer<AnalysisRow, readonly Analysis[]>({
		shell,
		title: spot.path,
		noun: 'analyses',
		resource: shell.cache.get(loaders(shell).analyses(kind, id)),
		rows: analysisRows,
		id: row => row.id,
		columns: analysisColumns,
		link: () => spot.link,
		empty: `This ${nouns[kind]} itself has no analyses.`,
		...(only !== undefined && {initialFilter: `id:${only}`}),
		commands: ({list: {selected}}) =>
			spotCommands(way, selected && spotBelow(spot, 'analyses', selected), below => filesOf(way, below)),
	});
}

/** Files in a few words each, beside a list. */
export function fileTable(files: readonly FileRow[], theme: Theme, width: number): string[] {
	if (files.length === 0) return paragraph(theme, 'It has no files.', width);
	return files.flatMap(({name, type, size, classification}) => {
		const what = [type, bytes(size), classification].filter(part => part !== '').join(` ${theme.symbols.dot} `);
		return [...paragraph(theme, name, width), ...paragraph(theme, what, width, {indent: 3, token: 'dim'})];
	});
}
