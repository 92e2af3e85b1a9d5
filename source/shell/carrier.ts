import {bytes, count} from '../format/amounts.js';
import {Pace} from '../format/pace.js';
import {quoted} from '../format/safe-text.js';
import type {Comparison, Download} from '../model/carry.js';
import {toFlydeckError} from '../model/errors.js';
import type {Plan} from '../model/plan.js';
import {compare, download, stopped} from '../operations/index.js';
import {summaryOf} from './dialogs/plan-page.js';
import type {Shell} from './shell.js';

/** ms between two tellings: no line on screen needs to move faster. */
const every = 500;

/** One thing at a time is carried between a folder and Flywheel, while one goes on working. */
export class Carrier {
	#abort: AbortController | null = null;

	constructor(readonly shell: Shell) {}

	/** Why nothing can be begun; undefined where it can. */
	get busy(): string | undefined {
		return this.#abort ? 'something is being carried; ctrl-x ends that' : undefined;
	}

	stop(): void {
		this.#abort?.abort(stopped);
	}

	download(id: string, label: string, to: string): void {
		this.#run(`Downloading ${quoted(label, 30)}`, async (signal, tell) => {
			const result = await download(this.shell.client, id, to, {
				signal,
				onProgress: ({done, total}) => tell(done, total),
			});
			this.#tellDownload(result);
		});
	}

	/** A plan that was confirmed. */
	upload(plan: Plan): void {
		const {shell} = this;
		shell.state.dispatch({type: 'busy', on: true});
		const over = () => {
			shell.state.dispatch({type: 'busy', on: false});
			shell.changed(plan.items.map(({id}) => id));
		};
		this.#run(
			plan.title,
			async (signal, tell) => {
				const result = await shell.operations.apply(plan, {
					signal,
					onProgress: ({bytes: sent}) => sent && tell(sent.done, sent.total),
				});
				const {level, text} = summaryOf(plan, result);
				const why = result.items[0]?.error?.message;
				shell.toast(level, `${plan.title}: ${why ?? text}`);
			},
			over,
		);
	}

	compare(folder: string, id: string): void {
		this.#run(`Comparing ${quoted(folder, 40)}`, async (signal, tell) => {
			const result = await compare(this.shell.client, folder, id, {
				signal,
				onProgress: ({done, total}) => tell(done, total),
			});
			this.#tellComparison(result);
		});
	}

	#run(
		what: string,
		carry: (signal: AbortSignal, tell: (done: number, total: number) => void) => Promise<void>,
		over?: () => void,
	): void {
		const abort = new AbortController();
		this.#abort = abort;
		const pace = new Pace();
		let toldAt = 0;
		const say = (words: string | null) => this.shell.state.dispatch({type: 'carrying', words});
		const tell = (done: number, total: number) => {
			const now = Date.now();
			if (now - toldAt < every) return;
			toldAt = now;
			pace.add(now, done);
			say(`${what}: ${pace.words(done, total)}; ctrl-x ends it.`);
		};
		say(`${what} …`);
		carry(abort.signal, tell)
			.catch((error: unknown) => {
				if (abort.signal.aborted) this.shell.toast('info', `${stopped.message} ${stopped.next}`);
				else this.shell.fail(toFlydeckError(error));
			})
			.finally(() => {
				this.#abort = null;
				say(null);
				over?.();
			});
	}

	#tellDownload({files, bytes: whole, to}: Download): void {
		const failed = files.filter(({status}) => status === 'failed');
		const [first] = failed;
		const how = `${failed.length} of ${count(files.length, 'file')} did not come whole`;
		if (first?.error) this.shell.toast('bad', `${how}: ${first.error.message} ${first.error.next}`);
		else
			this.shell.toast('good', `${count(files.length, 'file')}, ${bytes(whole)}, whole and checked in ${quoted(to)}.`);
	}

	#tellComparison({verdict, uploaded, left, with: {label}}: Comparison): void {
		const there = `${count(uploaded.files, 'file')} (${bytes(uploaded.bytes)}) in ${quoted(label, 30)}`;
		const not = `${count(left.files, 'file')} (${bytes(left.bytes)}) not`;
		const more = '`flydeck compare --hash` reads every file and lists them.';
		const all = verdict === 'uploaded';
		const how = verdict === 'not' ? 'Not there' : 'Partly there';
		this.shell.toast(
			all ? 'good' : 'caution',
			all ? `All there by name and size: ${there}. ${more}` : `${how}: ${there}, ${not}. ${more}`,
		);
	}
}

const carriers = new WeakMap<Shell, Carrier>();

/** The one carrier of a dashboard. */
export function carrierOf(shell: Shell): Carrier {
	const known = carriers.get(shell) ?? new Carrier(shell);
	carriers.set(shell, known);
	return known;
}
