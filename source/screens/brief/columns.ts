import type {Column} from '../../components/columns.js';
import {screens} from '../../keys/commands.js';
import type {BriefRow} from './state.js';

export const columns: Column<BriefRow>[] = [
	{
		id: 'mark',
		title: '',
		min: 1,
		ideal: 1,
		cell: (row, {theme}) => {
			if (row.count === null) return {text: '?', token: 'dim'};
			return row.urgent ? {text: theme.symbols.warning, token: 'caution'} : {text: theme.symbols.done, token: 'good'};
		},
	},
	{
		id: 'count',
		title: '',
		min: 6,
		ideal: 6,
		right: true,
		cell: row => ({text: row.count === null ? '?' : row.count.toLocaleString('en'), token: 'strong'}),
	},
	{id: 'what', title: 'THIS MORNING', name: true, min: 29, ideal: 29, cell: row => ({text: row.what})},
	{id: 'more', title: '', min: 14, ideal: 40, drop: 1, cell: row => ({text: row.more, token: 'dim'})},
	{
		id: 'screen',
		title: 'WHERE',
		min: 10,
		ideal: 10,
		drop: 2,
		cell: row => {
			const place = screens.find(({id}) => id === row.screen);
			return {text: place ? `${place.key} ${place.title}` : '', token: 'place'};
		},
	},
];
