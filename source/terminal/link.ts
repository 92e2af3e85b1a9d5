/** What an address may hold to stand in an escape sequence: printable ASCII alone (OSC 8). */
const printable = /^[!-~]+$/;

/** Text that a terminal which knows links (OSC 8) opens as this address; elsewhere it is just text. */
export function linked(text: string, address: string): string {
	if (!printable.test(address)) return text;
	return `\u001B]8;;${address}\u001B\\${text}\u001B]8;;\u001B\\`;
}
