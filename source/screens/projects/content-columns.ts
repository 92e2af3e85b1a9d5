import type {Column} from '../../components/columns.js';
import {statePiece} from '../../components/job-state.js';
import {bytes} from '../../format/amounts.js';
import {naturally} from '../../state/reading.js';
import {countColumn, timeColumn} from './columns.js';
import type {AcquisitionRow, AnalysisRow, FileRow} from './state.js';

function sizeColumn<Row extends {size: number}>(): Column<Row> {
	return {
		...{id: 'size', title: 'SIZE', min: 8, ideal: 8, right: true, descending: true},
		cell: row => ({text: bytes(row.size)}),
		compare: (a, b) => a.size - b.size,
	};
}

export const acquisitionColumns: Column<AcquisitionRow>[] = [
	{
		id: 'label',
		title: 'ACQUISITION',
		min: 20,
		ideal: 40,
		grow: 2,
		cell: row => ({text: row.label}),
		compare: (a, b) => naturally(a.label, b.label),
	},
	timeColumn({id: 'time', title: 'SCANNED'}, row => row.timestamp),
	countColumn({id: 'files', title: 'FILES', width: 5}, row => row.files.length),
	{
		id: 'types',
		title: 'TYPES',
		min: 12,
		ideal: 24,
		grow: 1,
		drop: 1,
		cell: row => ({text: row.types.join(', ') || 'not known', token: 'dim'}),
		compare: (a, b) => naturally(a.types.join(), b.types.join()),
	},
	sizeColumn(),
];

export const analysisColumns: Column<AnalysisRow>[] = [
	{
		id: 'state',
		title: 'STATE',
		min: 11,
		ideal: 11,
		cell: (row, {theme}) => (row.state === 'by hand' ? {text: row.state, token: 'dim'} : statePiece(row.state, theme)),
		compare: (a, b) => a.state.localeCompare(b.state),
	},
	{
		id: 'label',
		title: 'ANALYSIS',
		min: 18,
		least: 11,
		ideal: 40,
		grow: 1,
		cell: row => ({text: row.label}),
		compare: (a, b) => naturally(a.label, b.label),
	},
	{
		id: 'gear',
		title: 'GEAR',
		min: 14,
		least: 10,
		ideal: 24,
		cell: row => ({text: row.gear, token: 'dim'}),
		compare: (a, b) => naturally(a.gear, b.gear),
	},
	{
		id: 'version',
		title: 'VERSION',
		min: 8,
		ideal: 22,
		drop: 2,
		cell: row => ({text: row.version, token: 'dim'}),
		compare: (a, b) => naturally(a.version, b.version),
	},
	timeColumn({id: 'created', title: 'MADE'}, row => row.created),
	countColumn({id: 'files', title: 'FILES', width: 5, drop: 1}, row => row.files),
];

export const fileColumns: Column<FileRow>[] = [
	{
		id: 'name',
		title: 'FILE',
		min: 24,
		ideal: 50,
		grow: 2,
		cell: row => ({text: row.name}),
		compare: (a, b) => naturally(a.name, b.name),
	},
	{
		id: 'type',
		title: 'TYPE',
		min: 8,
		ideal: 14,
		cell: row => ({text: row.type || 'not known', token: 'dim'}),
		compare: (a, b) => a.type.localeCompare(b.type),
	},
	sizeColumn(),
	timeColumn({id: 'created', title: 'CREATED', drop: 2}, row => row.created),
	{
		id: 'classification',
		title: 'CLASSIFICATION',
		min: 14,
		ideal: 30,
		grow: 1,
		drop: 1,
		cell: row => ({text: row.classification, token: 'dim'}),
		compare: (a, b) => naturally(a.classification, b.classification),
	},
];
