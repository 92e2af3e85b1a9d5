/** An answer that is an error, in the shape the real server gives it. Thrown by any handler; what it changed is undone. */
export class ApiError extends Error {
	override readonly name = 'ApiError';

	constructor(
		readonly status: number,
		message: string,
		/** Further fields of the body: `reason`, `core_status_code`, `detail`. */
		readonly extra: Record<string, unknown> = {},
	) {
		super(message);
	}
}

export function notFound(what: string, id: string): ApiError {
	return new ApiError(404, `${what} ${id} not found`);
}

export function forbidden(message: string, extra: Record<string, unknown> = {}): ApiError {
	return new ApiError(403, message, extra);
}

export function badRequest(message: string): ApiError {
	return new ApiError(400, message);
}

/** @param loc where in the request the fault lies, as newer servers tell it. */
export function unprocessable(message: string, loc: (string | number)[] = []): ApiError {
	const extra = loc.length > 0 ? {detail: [{loc, msg: message, type: 'value_error'}]} : {};
	return new ApiError(422, message, {core_status_code: 'input_validation_error', ...extra});
}
