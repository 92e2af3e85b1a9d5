import {runChange} from '../change.js';
import type {Context} from '../context.js';

export async function retry(context: Context, ids: string[]): Promise<number> {
	return runChange(context, async operations => operations.planRetry(ids));
}

export async function cancel(context: Context, ids: string[]): Promise<number> {
	return runChange(context, async operations => operations.planCancel(ids));
}
