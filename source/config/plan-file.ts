import {existsSync} from 'node:fs';
import {chmod, writeFile} from 'node:fs/promises';
import {homedir} from 'node:os';
import path from 'node:path';
import {FlydeckError} from '../model/errors.js';
import type {Plan} from '../model/plan.js';

/** A path as a person types it, whole. */
export function fileNamed(typed: string): string {
	return path.resolve(typed.trim().replace(/^~(?=\/|$)/, homedir()));
}

/** Why no plan should be written there; null where one may. Saving must not destroy what another saved. */
export function whyNotPlanFile(typed: string): string | null {
	if (typed.trim() === '') return 'Name a file.';
	const file = fileNamed(typed);
	if (existsSync(file)) return 'There is a file of that name already.';
	return existsSync(path.dirname(file)) ? null : `There is no folder ${path.dirname(file)}.`;
}

/**
 * Labels of people's scans are in it: it is for its owner alone.
 * @throws FlydeckError `usage` where it can't be written.
 */
export async function writePlanFile(file: string, made: Plan): Promise<void> {
	try {
		await writeFile(file, `${JSON.stringify(made, null, 2)}\n`, {mode: 0o600});
		// The mode above is for new files alone.
		await chmod(file, 0o600);
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
		throw new FlydeckError('usage', {
			code: 'cannot-write-plan',
			message: `The plan could not be written to ${file} (${code}).`,
			next: 'Name another file.',
			cause: error,
		});
	}
}
