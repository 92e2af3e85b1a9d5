/** Names from outside, made fit for a file system. */

/** Room within the 255 bytes that file systems allow, for what is put behind a name while it is carried. */
const longest = 220;

const unfit = /[\p{Cc}\p{Cs}\p{Cf}\p{Zl}\p{Zp}/\\]/gu;

/** Cuts in the middle of no character, and keeps a short ending such as `.nii.gz`. */
function shortened(name: string): string {
	if (Buffer.byteLength(name) <= longest) return name;
	const ending = /(?:\.\w{1,8}){1,2}$/.exec(name)?.[0] ?? '';
	let kept = '';
	let room = longest - Buffer.byteLength(ending);
	for (const character of name) {
		room -= Buffer.byteLength(character);
		if (room < 0) break;
		kept += character;
	}
	return kept + ending;
}

/** A label as the name of one file or folder: no way out of its folder, nothing that can't be seen. */
export function fileName(label: string): string {
	const name = shortened(label.replaceAll(unfit, '_').trim());
	return /^\.{0,2}$/.test(name) ? `_${name}` : name;
}

/** Names that no other has: the second of the same gets a 2 before its ending. */
export class UniqueNames {
	readonly #taken = new Set<string>();

	/** @param before folder that the name is to be alone in. */
	take(label: string, before = ''): string {
		const name = fileName(label);
		const dot = name.indexOf('.', 1);
		const [stem, ending] = dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
		let free = before + name;
		// Told apart without regard to case: some file systems know no difference.
		for (let turn = 2; this.#taken.has(free.toLowerCase()); turn += 1) free = `${before}${stem}-${turn}${ending}`;
		this.#taken.add(free.toLowerCase());
		return free;
	}
}
