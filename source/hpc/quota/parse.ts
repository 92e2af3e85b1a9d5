/** A row of `curc-quota`: values are rounded there, and files are not told. */
export interface QuotaRow {
	path: string;
	used: number;
	limit: number;
}

const units: Record<string, number> = {'': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40, P: 2 ** 50};
const amount = /^(\d+(?:\.\d+)?)\s*([KMGTP]?)i?B?$/i;

/** Bytes of `1.7G`, `339M`, `29GiB`; null for what is no size. */
export function sizeIn(text: string): number | null {
	const [, size, unit = ''] = amount.exec(text.trim()) ?? [];
	return size === undefined ? null : Math.round(Number(size) * (units[unit.toUpperCase()] ?? 1));
}

/**
 * Path, used, available, limit: the last three words of a line, whatever is between. Rules,
 * titles and greetings, and rows whose limit is no size, are passed over.
 */
export function parseCurcQuota(text: string): QuotaRow[] {
	return text.split('\n').flatMap(line => {
		const [, path, usedText = '', , limitText = ''] = /^\s*(\/.*?)\s+(\S+)\s+(\S+)\s+(\S+)\s*$/.exec(line) ?? [];
		const [used, limit] = [sizeIn(usedText), sizeIn(limitText)];
		return path === undefined || used === null || limit === null || limit === 0 ? [] : [{path, used, limit}];
	});
}

/** The row that a folder counts to: the longest path around it. Scratch is `/scratch/alpine1` there and `/scratch/alpine` here. */
export function rowFor(folder: string, rows: readonly QuotaRow[]): QuotaRow | null {
	const isAround = (around: string) => folder === around || folder.startsWith(`${around.replace(/\/$/, '')}/`);
	const around = rows.filter(({path}) => isAround(path) || isAround(path.replace(/\d+$/, '')));
	return around.sort((a, b) => b.path.length - a.path.length)[0] ?? null;
}

/** What the hourly `.cstats` of an allocation says. */
export interface AllocationStats {
	/** The cluster's local time as it stands there; null where it doesn't. */
	at: string | null;
	limit: number | null;
	used: number | null;
	/** What each person has there. */
	people: {user: string; used: number; files: number | null}[];
}

/** Labels and values with a colon between, then a table of people; whatever else is there is passed over. */
export function parseCstats(text: string): AllocationStats {
	const values = new Map<string, string>();
	const people: AllocationStats['people'] = [];
	for (const line of text.split('\n')) {
		const [, label = '', value = ''] = /^[\s-]*([A-Za-z][A-Za-z/ ]*?)\s*:\s*(.+?)\s*$/.exec(line) ?? [];
		if (label !== '') values.set(label.toLowerCase(), value);
		const [, user, size = '', objects = ''] = /^\s*([\w.@-]+)\s+([\d.]+[KMGTP]?)\s+([\d,]+)\s*$/i.exec(line) ?? [];
		const used = sizeIn(size);
		if (user !== undefined && used !== null) people.push({user, used, files: Number(objects.replaceAll(',', ''))});
	}
	const size = (label: string) => sizeIn(values.get(label) ?? '');
	return {at: values.get('date/time') ?? null, limit: size('allocated space'), used: size('used space'), people};
}
