import type {Theme, Token} from '../theme/theme.js';
import type {Piece} from './columns.js';

const tokens: Record<string, Token> = {failed: 'bad', running: 'good', complete: 'good', cancelled: 'dim'};

/** A job's state as a mark and a word; colour only repeats them. */
export function statePiece(state: string, theme: Theme): Piece {
	const {failed, running, done, pending, unchanged, unknown} = theme.symbols;
	const marks: Record<string, string> = {failed, running, complete: done, pending, cancelled: unchanged};
	return {text: `${marks[state] ?? unknown} ${state}`, token: tokens[state] ?? 'text'};
}
