/** Why a job failed, as far as its log tells. */
export const causes = [
	...(['out-of-memory', 'time-limit', 'disk-full', 'missing-input', 'bad-input-data', 'invalid-bids'] as const),
	...(['missing-license', 'bad-config', 'permission-or-auth', 'network-or-server', 'node-or-scheduler'] as const),
	...(['container-runtime', 'software-crash', 'cancelled', 'unknown', 'none'] as const),
] as const;

export type Cause = (typeof causes)[number];

/**
 * What must happen before the job can pass: nothing; other settings, inputs or resources;
 * something outside the job mended; or people look first (or nothing is wrong).
 */
export type Rerun = 'unchanged' | 'with-changes' | 'after-fix' | 'no';

export interface Diagnosis {
	cause: Cause;
	/** The whole decisive line as the log has it; null where none decides. */
	line: string | null;
	/** Counted from 1. */
	lineNumber: number | null;
	advice: string;
	rerun: Rerun;
	confidence: 'high' | 'medium' | 'low';
}
