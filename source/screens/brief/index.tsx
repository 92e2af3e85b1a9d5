import {paragraph} from '../../components/paragraph.js';
import type {BriefView} from '../../model/views.js';
import {LayeredScreen} from '../../shell/layers.js';
import {ListLayer} from '../../shell/list-layer.js';
import {loaders} from '../../shell/loaders.js';
import type {Screen, Shell} from '../../shell/shell.js';
import {completed} from '../../state/resource.js';
import {columns} from './columns.js';
import {briefCommands} from './commands.js';
import {type BriefRow, briefRows, rowsWithoutSite, seesNothing} from './state.js';

const whomToAsk =
	'Ask an admin of your lab for a role on its projects, or the staff of the site if the lab is not there yet; r reads again.';

/** What waits for one this morning; `enter` goes where it can be dealt with. */
export default function createBrief(shell: Shell): Screen {
	const {diagnoses, account, groups, theme} = shell;
	const blind = (view: BriefView) => !account.siteAdmin && seesNothing(view);
	const where = groups.length > 0 ? `of ${groups.join(', ')}` : 'of this site';
	const list = new ListLayer<BriefRow, BriefView>({
		shell,
		title: 'Brief',
		noun: 'lines',
		resource: completed(shell.cache.get(loaders(shell).brief), diagnoses, view => ({
			...view,
			jobs: {...view.jobs, families: diagnoses.families()},
		})),
		rows: view => (blind(view) ? rowsWithoutSite(view) : briefRows(view)),
		head: (view, width) =>
			blind(view)
				? paragraph(theme, `No project ${where} is visible to you. ${whomToAsk}`, width, {
						...{bullet: theme.symbols.warning, token: 'caution'},
					})
				: [],
		id: row => row.id,
		columns,
		empty: 'Nothing is waiting.',
		words: {open: 'go there'},
		notes: ({problems = []}) => problems,
		commands: ({list: rows}) => briefCommands(shell, rows.selected),
	});
	return new LayeredScreen('brief', list);
}
