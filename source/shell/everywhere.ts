import {screens} from '../keys/commands.js';
import {carrierOf} from './carrier.js';
import type {Dashboard} from './dashboard.js';
import {CommandsDialog} from './dialogs/commands-dialog.js';
import type {Handlers} from './shell.js';

/** What keys do on every screen, whatever it shows. */
export function everywhere(dashboard: Dashboard): Handlers {
	const gone = screens.map(({id}) => [`go-${id}`, {run: () => dashboard.go(id)}]);
	const {screen} = dashboard.state.get();
	const {navigator} = dashboard;
	const {readOnly, setReadOnly} = dashboard.options;
	return {
		...Object.fromEntries(gone),
		'view-back': {
			run: () => navigator.step(-1),
			blocked: navigator.canGoBack ? undefined : 'this is where you began',
		},
		'view-forward': {
			run: () => navigator.step(1),
			blocked: navigator.canGoForward ? undefined : 'you have not gone back',
		},
		help: {run: () => dashboard.open(new CommandsDialog(dashboard, screen, 'here'))},
		palette: {run: () => dashboard.open(new CommandsDialog(dashboard, screen, 'everything'))},
		undo: {
			run: () => dashboard.plan('Undoing the last change', () => dashboard.operations.planUndo()),
			blocked: dashboard.cannotChange(),
		},
		'read-only': {
			run: () => toggleReadOnly(dashboard),
			blocked: readOnly && !setReadOnly ? 'flydeck was started with --read-only' : undefined,
		},
		'end-carry': {
			run: () => carrierOf(dashboard).stop(),
			blocked: carrierOf(dashboard).busy ? undefined : 'nothing is being carried',
		},
		mask: {run: () => toggleMask(dashboard)},
		quit: {run: () => dashboard.quit()},
	};
}

function toggleMask(dashboard: Dashboard): void {
	const on = !dashboard.state.get().masked;
	dashboard.state.dispatch({type: 'masked', on});
	dashboard.toast(
		'info',
		on ? 'Names, birth dates, e-mail and phone numbers are hidden.' : 'Nothing is hidden any more.',
	);
}

function toggleReadOnly(dashboard: Dashboard): void {
	const on = !dashboard.state.get().readOnly;
	dashboard.options.setReadOnly?.(on);
	dashboard.state.dispatch({type: 'read-only', on});
	dashboard.toast(
		'info',
		on ? 'Read-only: nothing can be changed until W is pressed again.' : 'Changes are possible again.',
	);
}
