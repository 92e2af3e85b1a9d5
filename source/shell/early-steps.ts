import type {Screen, ScreenStatus} from './shell.js';

/** Why nothing can be done to the rows yet; null where they are there, or won't come. */
export function stillReading({loading, total, noun}: ScreenStatus): string | null {
	return loading && !total && noun !== '' ? `the ${noun} are still being read` : null;
}

/** Steps typed before there is a row to step on: taken with the first rows, where one is still there to see it. */
export class EarlySteps {
	#waiting: {screen: Screen; steps: string[]} | null = null;

	constructor(readonly take: (screen: Screen, command: string) => void) {}

	keep(screen: Screen, command: string): void {
		if (this.#waiting?.screen === screen) {
			this.#waiting.steps.push(command);
			return;
		}
		const waiting = {screen, steps: [command]};
		this.#waiting = waiting;
		const stop = screen.subscribe(() => {
			if (stillReading(screen.status()) !== null) return;
			stop();
			if (this.#waiting !== waiting) return;
			this.#waiting = null;
			for (const step of waiting.steps) this.take(screen, step);
		});
	}
}
