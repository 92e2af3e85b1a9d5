/** A free place. No file has inode 0. */
const free = 0;
const firstSize = 1 << 10;

/**
 * The inodes of files with several names, so that each counts once. A plain Set would take
 * 40 bytes for each and double in one go: a tree of linked packages has millions of them.
 */
export class InodeSet {
	#slots = new Float64Array(firstSize);
	#used = 0;

	/** @returns false where it was there already. */
	add(inode: number): boolean {
		const slot = slotOf(this.#slots, inode);
		if (this.#slots[slot] === inode) return false;
		this.#slots[slot] = inode;
		this.#used += 1;
		if (this.#used * 3 > this.#slots.length * 2) this.#grow();
		return true;
	}

	#grow(): void {
		const larger = new Float64Array(this.#slots.length * 2);
		for (const inode of this.#slots) if (inode !== free) larger[slotOf(larger, inode)] = inode;
		this.#slots = larger;
	}
}

/** The place that holds an inode, or the free one where it belongs. The size is a power of two. */
function slotOf(slots: Float64Array, inode: number): number {
	const mask = slots.length - 1;
	// Neighbouring inodes are the rule: multiplying spreads them over the table.
	let slot = (Math.imul(inode >>> 0, 0x9e_37_79_b1) ^ Math.floor(inode / 0x1_00_00_00_00)) >>> 0;
	slot = (slot ^ (slot >>> 15)) & mask;
	while (slots[slot] !== free && slots[slot] !== inode) slot = (slot + 1) & mask;
	return slot;
}
