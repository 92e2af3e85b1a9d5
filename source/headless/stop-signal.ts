/** Runs something that ctrl-C, a hang-up or a kill may end in good order. */
export async function stoppable<T>(
	reason: Error,
	tell: () => void,
	run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	const stop = new AbortController();
	const onSignal = () => {
		tell();
		stop.abort(reason);
	};
	const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
	for (const signal of signals) process.once(signal, onSignal);
	try {
		return await run(stop.signal);
	} finally {
		for (const signal of signals) process.off(signal, onSignal);
	}
}
