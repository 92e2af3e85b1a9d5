import {randomBytes} from 'node:crypto';

export interface Ticket {
	/** What it opens. */
	target: string;
	ip: string;
	user: string;
	/** What the route that gave it wants back. */
	payload: unknown;
}

/** Short-lived keys to one download each; forgotten when the sandbox stops. */
export class Tickets {
	readonly #tickets = new Map<string, Ticket>();

	issue(ticket: Ticket): string {
		const id = randomBytes(12).toString('hex');
		this.#tickets.set(id, ticket);
		return id;
	}

	get(id: string): Ticket | undefined {
		return this.#tickets.get(id);
	}
}
