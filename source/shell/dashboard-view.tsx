import {Box, Text} from 'ink';
import {useLayoutEffect, useReducer} from 'react';
import {Footer} from '../components/footer.js';
import {Header} from '../components/header.js';
import {TitleLine} from '../components/title-line.js';
import {ToastRows, toastRows} from '../components/toast.js';
import {padTo} from '../format/width.js';
import {useStore} from '../hooks/store.js';
import {fitHints, footerHints, type Hint} from '../keys/footer.js';
import {smallest} from '../terminal/capabilities.js';
import {useTheme} from '../theme/context.js';
import {ageWords} from './age.js';
import type {Dashboard} from './dashboard.js';
import {newsOf} from './news.js';
import type {Dialog, ScreenStatus} from './shell.js';

/** The whole frame: exactly as high as the terminal. */
export function DashboardView({dashboard}: {dashboard: Dashboard}) {
	const state = useStore(dashboard.state);
	const theme = useTheme();
	const {screen, dialog} = useStore(dashboard.front);
	useRedraw(screen);
	useRedraw(dialog);
	const {columns, rows} = state.size;
	if (dashboard.tooSmall) return <TooSmall columns={columns} rows={rows} />;
	const status = screen?.status() ?? null;
	const airy = rows >= 30;
	const body = dashboard.bodySize();
	const Front = dialog?.View ?? screen?.View;
	// Long news covers the foot of the body for as long as it stands: nothing below it moves.
	const news = toastRows(newsOf(state, status), theme, columns);
	return (
		<Box flexDirection="column" width={columns} height={rows} overflow="hidden">
			<Notice text={dashboard.options.notice} width={columns} />
			<Header
				screen={state.screen}
				where={`${dashboard.account.id} ${theme.symbols.dot} ${dashboard.site.host}`}
				sandbox={dashboard.site.sandbox}
				readOnly={state.readOnly}
				age={status ? ageText(status, state.now) : ''}
				stale={status?.error !== null && status !== null}
				width={columns}
			/>
			{airy && <Text> </Text>}
			<TitleLine
				title={status?.title ?? ''}
				count={status ? countText(status) : ''}
				notes={status?.notes ?? []}
				width={columns}
			/>
			<Box height={body.height + 1 - news.length} width={columns} overflow="hidden">
				{Front && <Front size={body} />}
			</Box>
			{airy && <Text> </Text>}
			<ToastRows rows={news} />
			<Footer hints={hintsOf(dashboard, columns - 2)} />
		</Box>
	);
}

function Notice({text, width}: {text: string | null; width: number}) {
	const theme = useTheme();
	if (text === null) return null;
	return <Text wrap="truncate-end">{theme.paint('caution', padTo(` ${text}`, width))}</Text>;
}

function TooSmall({columns, rows}: {columns: number; rows: number}) {
	return (
		<Box flexDirection="column" width={columns} height={rows} overflow="hidden">
			<Text wrap="wrap">
				{`flydeck needs ${smallest.columns} columns and ${smallest.rows} rows; this terminal has ${columns} and ${rows}. Make it larger to go on, or press q to quit.`}
			</Text>
		</Box>
	);
}

/** Redraws when something outside React says that it changed. */
function useRedraw(source: Pick<Dialog, 'subscribe'> | null): void {
	const [, redraw] = useReducer((count: number) => count + 1, 0);
	useLayoutEffect(() => {
		if (!source) return;
		// What changed between drawing and now was told to nobody.
		redraw();
		return source.subscribe(redraw);
	}, [source]);
}

function ageText(status: ScreenStatus, now: number): string {
	const {readAt, loading, error} = status;
	const read = readAt === null ? '' : `read ${ageWords(readAt, Math.max(now, readAt))}`;
	if (loading) return read === '' ? 'reading' : `${read}, reading again`;
	if (error) return read === '' ? 'could not be read' : `OLD: ${read}`;
	return read;
}

/** One of what a list counts: session, analysis, entry. */
function oneOf(noun: string): string {
	return noun
		.replace(/yses$/, 'ysis')
		.replace(/ies$/, 'y')
		.replace(/(?<!i)s$/, '');
}

function countText({shown, total, noun, partial}: ScreenStatus): string {
	if (shown === null || total === null || noun === '') return '';
	const things = total === 1 ? oneOf(noun) : noun;
	const count = shown === total ? `${total} ${things}` : `${shown} of ${total} ${things}`;
	return partial ? `${count} so far` : count;
}

function hintsOf(dashboard: Dashboard, width: number): Hint[] {
	const {dialog, screen} = dashboard.front.get();
	if (dialog) return fitHints(dialog.hints(), width);
	const typing = screen?.typing();
	if (typing) return fitHints(typing, width);
	const handlers = dashboard.handlers();
	const possible = Object.keys(handlers).filter(id => !handlers[id]?.blocked);
	const status = screen?.status();
	const rows = !status || status.noun === '' || Boolean(status.shown);
	return footerHints(dashboard.state.get().screen, new Set(possible), width, screen?.words(), rows);
}
