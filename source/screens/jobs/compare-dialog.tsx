import {Text} from 'ink';
import {DialogFrame, frameRows} from '../../components/dialog-frame.js';
import {paragraph} from '../../components/paragraph.js';
import {StaticTable, tableGap} from '../../components/static-table.js';
import {safeText} from '../../format/safe-text.js';
import {age, instant} from '../../format/time.js';
import {Store, useStore} from '../../hooks/store.js';
import type {Hint} from '../../keys/footer.js';
import type {Job} from '../../model/flywheel.js';
import {loaders} from '../../shell/loaders.js';
import type {BodySize, Dialog, Shell} from '../../shell/shell.js';
import type {Comparison} from '../../state/last-success.js';
import {clock} from '../../state/slurm-words.js';
import type {Key} from '../../terminal/key-parser.js';
import {useTheme} from '../../theme/context.js';

interface State {
	found: Comparison | null;
	/** First row shown. */
	from: number;
}

const steps: Record<string, number> = {
	...{j: 1, down: 1, k: -1, up: -1, g: Number.NEGATIVE_INFINITY, G: Number.POSITIVE_INFINITY},
	...{'ctrl-d': 8, pagedown: 8, 'ctrl-u': -8, pageup: -8},
};

function ran({startedAt, endedAt}: Job): string {
	const [from, to] = [instant(startedAt), instant(endedAt)];
	return from === null || to === null ? 'not known' : clock(Math.round((to - from) / 1000));
}

/** What the two are, whether or not that differs; then what does. */
function rowsOf({job, success, differences}: Comparison, now: Date): string[][] {
	const both = (name: string, text: (job: Job) => string) => [name, text(job), text(success)];
	const where = ({labels}: Job) => [labels.subject, labels.session].filter(Boolean).join('/') || 'not known';
	return [
		both('state', ({state}) => state),
		both('on', where),
		both('made', ({created}) => `${age(created, now)} ago`),
		both('ran for', ran),
		...differences.map(({kind, name, one, other}) => [
			kind === 'setting' || kind === 'input' ? `${kind} ${name}` : name,
			one === '' ? '(none)' : one,
			other === '' ? '(none)' : other,
		]),
	].map(row => row.map(safeText));
}

/** A run beside the last success of its gear. */
export class CompareDialog implements Dialog {
	readonly store = new Store<State, Partial<State>>((state, change) => ({...state, ...change}), {found: null, from: 0});

	constructor(
		readonly shell: Shell,
		readonly id: string,
	) {
		loaders(shell)
			.comparison(id)
			.then(
				found => this.store.dispatch({found}),
				(error: unknown) => {
					shell.close();
					shell.fail(error);
				},
			);
	}

	subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

	hints(): Hint[] {
		return [
			{key: 'j k', words: 'scroll'},
			{key: 'esc', words: 'close'},
		];
	}

	onKey(key: Key) {
		if (['escape', 'enter', 'q'].includes(key.name)) return this.shell.close();
		const {found, from} = this.store.get();
		const step = steps[key.name];
		if (step === undefined || !found) return;
		const last = rowsOf(found, this.shell.now()).length - this.#height(this.shell.bodySize()) + 1;
		this.store.dispatch({from: Math.max(0, Math.min(from + step, last))});
	}

	#height({height}: BodySize): number {
		return height - frameRows;
	}

	View = ({size}: {size: BodySize}) => {
		const theme = useTheme();
		const {found, from} = useStore(this.store);
		if (!found) {
			const words = paragraph(theme, 'Looking for the last run of the gear that went well', size.width, {token: 'dim'});
			return (
				<DialogFrame title="Beside the last success" prompt="esc closes." promptToken="dim" size={size}>
					<Text>{words.join('\n')}</Text>
				</DialogFrame>
			);
		}
		const {job, differences} = found;
		const count = differences.length;
		const prompt =
			count === 0
				? 'Version, settings, inputs and tags are the same: what differs lies elsewhere.'
				: `${count} ${count === 1 ? 'thing differs' : 'things differ'}, all settings with the gear’s own values counted in.`;
		return (
			<DialogFrame
				title={`${safeText(job.gear)} beside its last success`}
				prompt={prompt}
				promptToken="text"
				size={size}
			>
				<StaticTable
					titles={['', 'this run', 'last success']}
					rows={rowsOf(found, this.shell.now()).map(row => row.map(theme.veil))}
					from={from}
					height={this.#height(size)}
					widest={Math.floor(size.width / 3) - tableGap}
				/>
			</DialogFrame>
		);
	};
}
