import {Store} from '../../hooks/store.js';
import type {UnsortedSession} from '../../model/unsorted.js';
import type {UnsortedView} from '../../model/views.js';
import {webPage} from '../../model/web-page.js';
import {LayeredScreen} from '../../shell/layers.js';
import {linkHandlers} from '../../shell/link-handlers.js';
import {ListLayer} from '../../shell/list-layer.js';
import {loaders} from '../../shell/loaders.js';
import type {Screen, Shell} from '../../shell/shell.js';
import {TextLayer} from '../../shell/text-layer.js';
import {partOf} from '../../state/resource.js';
import {columns} from './columns.js';
import {markCommands, sessionCommands, siteCommands} from './commands.js';
import {detailLines} from './details.js';

/** Sessions that the scanner's routing could not place, and what to do about each. */
export default function createUnsorted(shell: Shell): Screen {
	const showAside = new Store<boolean, boolean>((_, next) => next, false);
	const list = new ListLayer<UnsortedSession, UnsortedView>({
		shell,
		title: 'Unsorted',
		noun: 'sessions',
		resource: shell.cache.get(loaders(shell).unsorted),
		rows: view => (showAside.get() ? view.sessions : view.sessions.filter(({setAside}) => !setAside)),
		live: showAside,
		id: session => session.id,
		columns,
		link: session => pageOf(shell, session),
		empty: 'Nothing is waiting in Unsorted.',
		words: {open: 'details'},
		initialFilter: shell.initialFilter,
		notes: view => [...readingNotes(view), ...asideNotes(view, showAside.get())],
		preview: (session, width) => detailLines(session, shell.theme, width),
		commands: ({list: rows}) => ({
			...sessionCommands(shell, rows.selected, rows.marked),
			...markCommands(shell, rows),
			...siteCommands(shell),
			'show-aside': {
				run: () => {
					showAside.dispatch(!showAside.get());
					rows.settle();
				},
			},
			open: {run: () => rows.selected && open(rows.selected), blocked: rows.selected ? undefined : 'nothing is listed'},
		}),
	});
	const screen = new LayeredScreen('unsorted', list);
	const open = (session: UnsortedSession) => screen.push(details(shell, session, list, screen));
	return screen;
}

/** How far the headers have been read. */
function readingNotes({sessions}: UnsortedView): string[] {
	const unread = sessions.filter(({problems}) => problems[0]?.code === 'not-read-yet').length;
	return unread === 0 ? [] : [`reading: ${sessions.length - unread} of ${sessions.length}`];
}

function pageOf({site}: Shell, {id, projectId}: UnsortedSession): string | null {
	return webPage(site.webUrl, {projectId: projectId ?? null, sessionId: id});
}

/** What the list leaves out, or would. */
function asideNotes({sessions}: UnsortedView, shown: boolean): string[] {
	const aside = sessions.filter(({setAside}) => setAside).length;
	return aside === 0 ? [] : [`${aside} set aside${shown ? '' : ', tab shows'}`];
}

/** One session in full. It closes by itself once the session has left Unsorted. */
function details(
	shell: Shell,
	session: UnsortedSession,
	list: ListLayer<UnsortedSession, UnsortedView>,
	screen: LayeredScreen,
): TextLayer<UnsortedSession> {
	const {id} = session;
	const now = () => list.rows.find(row => row.id === id);
	const layer = new TextLayer<UnsortedSession>({
		shell,
		title: `Unsorted: ${session.accession ?? session.session}`,
		noun: 'lines',
		resource: partOf(list.resource, () => now() ?? session),
		lines: (data, width) => detailLines(data, shell.theme, width),
		commands: () => ({
			...sessionCommands(shell, now() ?? null),
			'copy-id': {run: () => shell.copy(id, 'the id')},
			...linkHandlers(shell, pageOf(shell, session)),
		}),
	});
	const stop = list.resource.subscribe(() => {
		const {loading, error, data} = list.resource.get();
		if (loading || error || data === null) return;
		if (now()) return;
		stop();
		screen.pop(layer);
	});
	return layer;
}
