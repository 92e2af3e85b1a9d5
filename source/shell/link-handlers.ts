import type {Handlers, Shell} from './shell.js';

/** Copying and opening the web page of what is selected; `none` says why there is nothing. */
export function linkHandlers(shell: Shell, address: string | null, none?: string): Handlers {
	const blocked = none ?? (address === null ? 'it has no web page of its own' : undefined);
	return {
		'copy-link': {run: () => address !== null && shell.copy(address, 'the link'), blocked},
		link: {run: () => address !== null && shell.showLink(address), blocked},
	};
}
