export interface LoggedRequest {
	method: string;
	/** As it came, without the query. */
	path: string;
	query: string;
	/** 0 where the connection was dropped. */
	status: number;
	/** Of the answer's body. */
	bytes: number;
}

/** Kept at most, so that a dashboard left open for days doesn't fill the memory. */
const longest = 100_000;

/** Every request to the API since it was last cleared. */
export class RequestLog {
	#entries: LoggedRequest[] = [];

	add(entry: LoggedRequest): void {
		this.#entries.push(entry);
		if (this.#entries.length > longest) this.#entries.shift();
	}

	list(): LoggedRequest[] {
		return this.#entries;
	}

	clear(): void {
		this.#entries = [];
	}
}
