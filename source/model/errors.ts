/**
 * The one family of errors that people see. Every error says what went wrong, in a
 * sentence, and what to do next; its kind alone decides the exit code.
 */
export type ErrorKind =
	| 'usage'
	| 'login'
	| 'forbidden'
	| 'not-found'
	| 'conflict'
	| 'incomplete'
	| 'unreachable'
	| 'unexpected';

/** Exit codes, fixed by the contract with scripts. */
export const exitCodes: Record<ErrorKind, number> = {
	unexpected: 1,
	usage: 2,
	login: 3,
	forbidden: 4,
	'not-found': 5,
	conflict: 6,
	incomplete: 7,
	unreachable: 8,
};

export interface ErrorDetails {
	/** Stable, kebab-case; scripts may match on it. */
	code: string;
	message: string;
	/** What the person can do now. */
	next: string;
	/** HTTP status, where a server answered. */
	status?: number;
	/** True where a write may or may not have been applied: re-read before saying anything. */
	ambiguous?: boolean;
	cause?: unknown;
}

export class FlydeckError extends Error {
	override readonly name = 'FlydeckError';
	readonly code: string;
	readonly next: string;
	readonly status: number | undefined;
	readonly ambiguous: boolean;

	constructor(
		readonly kind: ErrorKind,
		details: ErrorDetails,
	) {
		super(details.message, {cause: details.cause});
		this.code = details.code;
		this.next = details.next;
		this.status = details.status;
		this.ambiguous = details.ambiguous ?? false;
	}

	get exitCode(): number {
		return exitCodes[this.kind];
	}
}

/** Anything thrown, as a FlydeckError. What is not one of ours is a defect and says so. */
export function toFlydeckError(error: unknown): FlydeckError {
	if (error instanceof FlydeckError) return error;
	const message = error instanceof Error ? error.message : String(error);
	return new FlydeckError('unexpected', {
		code: 'unexpected',
		message: `Something went wrong inside flydeck: ${message}`,
		next: 'Nothing more was changed. Run again with --debug and send the log that `flydeck info` names.',
		cause: error,
	});
}
