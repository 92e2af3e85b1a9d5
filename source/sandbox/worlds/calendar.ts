const minute = 60_000;
const day = 1_440 * minute;
/** The scanner's clock: mountain standard time, the whole year round. */
const zone = -7 * 60 * minute;

export const timezone = 'America/Denver';

/**
 * Dates relative to the moment a world is made. Past days are counted from the scanner's
 * local midnight, so that scans fall into working hours whenever the world is made; what
 * happened today is counted back from now.
 */
export class Calendar {
	readonly now: number;
	readonly #midnight: number;

	constructor(now: Date) {
		this.now = now.getTime();
		this.#midnight = Math.floor((this.now + zone) / day) * day - zone;
	}

	/** Milliseconds since 1970 of `minutes` past local midnight, `days` ago (1 or more). */
	at(days: number, minutes: number): number {
		return this.#midnight - days * day + minutes * minute;
	}

	/** Milliseconds since 1970 of `minutes` ago. */
	ago(minutes: number): number {
		return this.now - minutes * minute;
	}
}

export function after(time: number, minutes: number): number {
	return Math.round(time + minutes * minute);
}

/** As the API writes dates. */
export function iso(time: number): string {
	return `${new Date(time).toISOString().slice(0, -1)}000+00:00`;
}

/** Local date as DICOM writes it: `YYYYMMDD`. */
export function dicomDate(time: number): string {
	return new Date(time + zone).toISOString().slice(0, 10).replaceAll('-', '');
}

/** Local time as DICOM writes it: `HHMMSS.ffffff`. */
export function dicomTime(time: number): string {
	return `${new Date(time + zone).toISOString().slice(11, 23).replaceAll(':', '')}000`;
}
