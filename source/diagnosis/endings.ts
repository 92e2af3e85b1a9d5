/** How a log says that the job ended. */
export type Ending = 'complete' | 'failed' | 'cancelled';

/** The engine's or the gear's own last word. */
const words: [Ending, RegExp][] = [
	[
		'complete',
		/^job complete\.?$|(?:gear|container|process|engine)\b.{0,30}\bexit(?:ed)?(?: with)?(?: exit)? (?:code|status):? 0\b|exit code: 0$|returning 0\b|state changed to complete|^job (?:finished|succeeded|completed) success/i,
	],
	[
		'failed',
		/^job failed|as failed$|state (?:changed to )?failed|(?:gear|container|process|runtime|engine)\b.{0,30}\bexit(?:ed)?(?: with)?(?: exit)? (?:code|status):? -?[1-9]|returning [1-9]|exited with exit code [1-9]|command returned [1-9]/i,
	],
	['cancelled', /state changed to cancelled|^job cancelled/i],
];

const anyWord = new RegExp(words.map(([, pattern]) => `(?:${pattern.source})`).join('|'), 'i');
/** The program is content, whatever becomes of the job. */
const content =
	/finished successfully|completed \(elapsed|finished without error|completed successfully|outputs? uploaded|uploading results/i;

export function endingOf(text: string): Ending | null {
	if (!anyWord.test(text)) return null;
	return words.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

export function soundsContent(text: string): boolean {
	return content.test(text);
}
