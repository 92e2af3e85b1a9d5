/**
 * Which versions and settings of each gear a study's results were made with. A study keeps to
 * one version for its life, so whatever differs from most of it is told, and the fewest reruns
 * that would make it one.
 */
import type {GearRun, ProjectRuns, RunSession} from './coverage.js';

export interface VersionUse {
	version: string;
	/** Sessions that hold a complete result of it. */
	sessions: number;
	/** Sessions to rerun until it is the version of all results. */
	reruns: number;
	/** All its runs, whatever became of them. */
	runs: number;
	/** When it was first and last launched. */
	first: string | null;
	last: string | null;
}

export interface SettingUse {
	setting: string;
	/** Each value as JSON, the most used first; null where the setting was left out. */
	values: {value: string | null; sessions: number}[];
}

/** A result that was made otherwise than most. */
export interface OddResult {
	session: string;
	subject: string;
	id: string;
	analysisId: string | null;
	jobId: string | null;
	version: string;
	/** What differs: the version, or settings. */
	differs: {what: string; value: string | null; usual: string | null}[];
}

export interface GearVersions {
	gear: string;
	/** Sessions with a complete result. */
	sessions: number;
	versions: VersionUse[];
	/** Those settings alone that were not the same everywhere. */
	settings: SettingUse[];
	odd: OddResult[];
	/** The version that takes the fewest reruns to have throughout, and the sessions to rerun. */
	rerun: {version: string; sessions: {id: string; subject: string; session: string}[]} | null;
}

export interface VersionsView {
	/** `GROUP/PROJECT` */
	project: string;
	gears: GearVersions[];
}

/** A session's complete results of one gear, the newest last. */
interface Results {
	session: RunSession;
	runs: readonly GearRun[];
}

/** Values are told apart as JSON; keys of objects in order, so that the same is the same. */
function canonical(value: unknown): string {
	return JSON.stringify(value, (_, inner: unknown) =>
		inner !== null && typeof inner === 'object' && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
			: inner,
	);
}

/** How often each value comes, the most frequent first. */
function tally(values: readonly (string | null)[]): SettingUse['values'] {
	const counts = new Map<string | null, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return [...counts].map(([value, sessions]) => ({value, sessions})).sort((a, b) => b.sessions - a.sessions);
}

function usesOf(all: readonly GearRun[], results: readonly Results[]): VersionUse[] {
	const versions = [...new Set(all.map(({version}) => version))];
	const uses = versions.map(version => {
		const runs = all.filter(run => run.version === version);
		const dates = runs.flatMap(({created}) => created ?? []).sort();
		const sessions = results.filter(result => result.runs.some(run => run.version === version)).length;
		return {
			version,
			sessions,
			reruns: results.length - sessions,
			runs: runs.length,
			first: dates[0] ?? null,
			last: dates.at(-1) ?? null,
		};
	});
	return uses.sort((a, b) => b.sessions - a.sessions || (b.last ?? '').localeCompare(a.last ?? ''));
}

function settingIn({settings}: GearRun, setting: string): string | null {
	return Object.hasOwn(settings, setting) ? canonical(settings[setting]) : null;
}

/** Sessions by the value that a setting has in any of their results. */
function settingsOf(results: readonly Results[]): SettingUse[] {
	const names = new Set(results.flatMap(({runs}) => runs.flatMap(({settings}) => Object.keys(settings))));
	return [...names]
		.sort()
		.map(setting => {
			const values = results.flatMap(({runs}) => [...new Set(runs.map(run => settingIn(run, setting)))]);
			return {setting, values: tally(values)};
		})
		.filter(({values}) => values.length > 1);
}

function differences(run: GearRun, version: string, settings: readonly SettingUse[]): OddResult['differs'] {
	return [
		...(run.version === version ? [] : [{what: 'version', value: run.version, usual: version}]),
		...settings.flatMap(({setting, values}) => {
			const [value, usual] = [settingIn(run, setting), values[0]?.value ?? null];
			// A setting that one version has and another hasn't is told by the version.
			const byVersion = run.version !== version && (value === null || usual === null);
			return value === usual || byVersion ? [] : [{what: setting, value, usual}];
		}),
	];
}

/** Of several results of a session the one most like the others of the study is held against them. */
function oddOf({session, runs}: Results, version: string, settings: readonly SettingUse[]): OddResult[] {
	const [nearest] = runs
		.map(run => ({run, differs: differences(run, version, settings)}))
		.sort((a, b) => a.differs.length - b.differs.length);
	if (!nearest || nearest.differs.length === 0) return [];
	const {id, subject, session: label} = session;
	const {analysisId, jobId, version: own} = nearest.run;
	return [{session: label, subject, id, analysisId, jobId, version: own, differs: nearest.differs}];
}

function versionsOfGear(gear: string, {sessions}: ProjectRuns): GearVersions {
	const all = sessions.flatMap(({runs}) => runs.get(gear) ?? []);
	const results = sessions
		.map(session => ({session, runs: (session.runs.get(gear) ?? []).filter(({state}) => state === 'complete')}))
		.filter(({runs}) => runs.length > 0);
	const versions = usesOf(all, results);
	const usual = versions[0]?.version ?? '';
	const settings = settingsOf(results);
	const rerun = results.filter(({runs}) => !runs.some(({version}) => version === usual));
	return {
		...{gear, sessions: results.length, versions, settings},
		odd: results.flatMap(result => oddOf(result, usual, settings)),
		rerun:
			results.length === 0
				? null
				: {
						version: usual,
						sessions: rerun.map(({session: {id, subject, session}}) => ({id, subject, session})),
					},
	};
}

export function versionsOf(runs: ProjectRuns): VersionsView {
	return {project: runs.project, gears: runs.gears.map(gear => versionsOfGear(gear, runs))};
}
