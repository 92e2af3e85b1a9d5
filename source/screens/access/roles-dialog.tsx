import {DialogFrame, frameRows} from '../../components/dialog-frame.js';
import {StaticTable, tableGap, tableWidths} from '../../components/static-table.js';
import {safeText} from '../../format/safe-text.js';
import {Store, useStore} from '../../hooks/store.js';
import type {Hint} from '../../keys/footer.js';
import type {Role} from '../../model/flywheel.js';
import {phrases} from '../../model/rights.js';
import type {BodySize, Dialog, Shell} from '../../shell/shell.js';
import type {Key} from '../../terminal/key-parser.js';
import type {Theme} from '../../theme/theme.js';
import type {AccessGrid} from './state.js';

/** First role and first right shown. */
interface Window {
	role: number;
	right: number;
}

const widest = 34;
const steps: Record<string, Partial<Window>> = {
	...{j: {right: 1}, down: {right: 1}, k: {right: -1}, up: {right: -1}},
	...{'ctrl-d': {right: 8}, pagedown: {right: 8}, 'ctrl-u': {right: -8}, pageup: {right: -8}},
	...{l: {role: 1}, right: {role: 1}, h: {role: -1}, left: {role: -1}},
};

/** What each role of the site lets its holders do, side by side. */
export class RolesDialog implements Dialog {
	readonly store = new Store<Window, Window>((_, next) => next, {role: 0, right: 0});
	readonly #titles: readonly string[];
	readonly #rows: readonly (readonly string[])[];

	constructor(
		readonly shell: Shell,
		grid: AccessGrid,
	) {
		const {roles, view} = grid.site;
		this.#titles = ['', ...roles.map(role => titleOf(role, roles))];
		const held = roles.map(role => view.grants.filter(grant => grant.roles.includes(role.label)).length);
		this.#rows = [['grants that you see', ...held.map(String)], ...rightsOf(roles, shell.theme)];
	}

	subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

	hints(): Hint[] {
		return [
			{key: 'j k', words: 'scroll'},
			{key: 'h l', words: 'other roles'},
			{key: 'esc', words: 'close'},
		];
	}

	onKey(key: Key) {
		if (['escape', 'enter', 'q'].includes(key.name)) return this.shell.close();
		const step = steps[key.name];
		if (!step) return;
		const {role, right} = this.store.get();
		const size = this.shell.bodySize();
		this.store.dispatch({
			role: within(role + (step.role ?? 0), this.#lastRole(size)),
			right: within(right + (step.right ?? 0), this.#rows.length - this.#height(size) + 1),
		});
	}

	View = ({size}: {size: BodySize}) => {
		const {role, right} = useStore(this.store);
		const {titles, rows} = this.#from(role);
		const count = columnsThatFit(tableWidths(titles, rows, widest), size.width);
		const more = this.#titles.length - role - count;
		const prompt = more > 0 ? `${more} more to the right: l shows them. esc closes.` : 'esc closes.';
		return (
			<DialogFrame title="What the roles allow" prompt={prompt} promptToken="text" size={size}>
				<StaticTable
					titles={titles.slice(0, count)}
					rows={rows.map(row => row.slice(0, count))}
					from={right}
					height={this.#height(size)}
					widest={widest}
				/>
			</DialogFrame>
		);
	};

	#height({height}: BodySize): number {
		return height - frameRows;
	}

	/** The table from this role on; what the rights are called stays. */
	#from(role: number) {
		const part = (row: readonly string[]) => [row[0] ?? '', ...row.slice(1 + role)];
		return {titles: part(this.#titles), rows: this.#rows.map(part)};
	}

	/** The first role from which all others fit. */
	#lastRole({width}: BodySize): number {
		const count = this.#titles.length - 1;
		for (let role = 0; role < count; role++) {
			const {titles, rows} = this.#from(role);
			if (columnsThatFit(tableWidths(titles, rows, widest), width) === titles.length) return role;
		}
		return Math.max(0, count - 1);
	}
}

function within(value: number, last: number): number {
	return Math.max(0, Math.min(value, last));
}

/** Labels need not be unique; the end of the id tells two of them apart. */
function titleOf({id, label}: Role, roles: readonly Role[]): string {
	const alone = roles.filter(role => role.label === label).length === 1;
	return safeText(alone ? label : `${label} ${id.slice(-6)}`);
}

/** Each right of any role, the weightiest first, and who has it. */
function rightsOf(roles: readonly Role[], {symbols}: Theme): string[][] {
	const has = roles.map(({actions}) => new Set(phrases(actions)));
	return phrases(roles.flatMap(({actions}) => actions)).map(right => [
		safeText(right),
		...has.map(rights => (rights.has(right) ? symbols.done : '')),
	]);
}

/** How many columns of these widths there is room for; the first always. */
function columnsThatFit(widths: readonly number[], room: number): number {
	const ends = widths.map((_, column) => widths.slice(0, column + 1).reduce((sum, width) => sum + width + tableGap, 0));
	return Math.max(1, ends.filter(end => end <= room).length);
}
