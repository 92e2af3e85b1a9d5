/** A date as the API writes it: UTC with offset and microseconds, which vanish when zero. */
export function apiDate(date: Date): string {
	const iso = date.toISOString();
	const fraction = iso.slice(20, 23);
	return `${iso.slice(0, 19)}${fraction === '000' ? '' : `.${fraction}000`}+00:00`;
}

/** Milliseconds since 1970 of an API date; NaN where it is none. */
export function timeOf(date: string | null | undefined): number {
	return date ? Date.parse(date) : Number.NaN;
}

/** Any ISO 8601 date, in the API's way of writing it. */
export function normalDate(date: string): string {
	return apiDate(new Date(date));
}

const isoDate = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** True for text that is an ISO 8601 date, with or without a time. */
export function isDate(text: string): boolean {
	return isoDate.test(text) && !Number.isNaN(Date.parse(text));
}
