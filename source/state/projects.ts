import type {FlywheelReader} from '../api/flywheel.js';
import {daysBefore} from '../format/time.js';
import type {Account, Job, Project, Role} from '../model/flywheel.js';
import type {ProjectRow} from '../model/views.js';
import {
	inGroups,
	isUnsorted,
	naturally,
	newestScan,
	projectName,
	type Reading,
	requestOptions,
	unlessForbidden,
} from './reading.js';

/** What INC asks every study to keep with its project. */
export const incFiles = [
	'UCB Memorandum of Use - <Project>',
	'UCB Prisma Fit Scanner Protocol - <Project>',
	'acquisition_label_remapping.csv',
];

export interface ProjectsReading extends Reading {
	/** Names of the files that every project should hold; `<Project>` stands for its label. */
	requiredFiles?: readonly string[] | undefined;
}

function stem(name: string): string {
	return name.replace(/\.[A-Za-z0-9]{1,8}$/, '');
}

function folded(name: string): string {
	return name.normalize('NFC').trim().toLowerCase();
}

/** Those of the required names, spelled for this project, that none of its files bears. */
export function missingFiles(
	label: string,
	files: readonly string[],
	required: readonly string[] = incFiles,
): string[] {
	const present = new Set(files.flatMap(name => [folded(name), folded(stem(name))]));
	return required.flatMap(pattern => {
		// The extension is taken off before the label goes in: a label may end like one ("v1.2").
		const [name, bare] = [pattern, stem(pattern)].map(text => text.replaceAll('<Project>', () => label));
		return [name, bare].some(text => text !== undefined && present.has(folded(text))) ? [] : [name ?? pattern];
	});
}

/** How many failures of each project no later attempt has taken up; null where jobs can't be read. */
async function failures(reader: FlywheelReader, reading: Reading): Promise<Map<string, number> | null> {
	const query = {state: 'failed', since: daysBefore(reading.now, 14), ...requestOptions(reading)};
	const jobs: Job[] | null = await unlessForbidden(reader.jobs(query));
	if (!jobs) return null;
	const superseded = new Set(jobs.map(job => job.previousJob));
	const counts = new Map<string, number>();
	for (const job of jobs) {
		if (job.retried !== null || superseded.has(job.id) || job.project === null) continue;
		counts.set(job.project, (counts.get(job.project) ?? 0) + 1);
	}
	return counts;
}

function ownRole(project: Project, account: Account, roles: Role[]): string | null {
	const ids = project.permissions.find(grant => grant.user === account.id)?.roleIds ?? [];
	const labels = ids.map(id => roles.find(role => role.id === id)?.label ?? id);
	return labels.length > 0 ? labels.join(', ') : null;
}

/** Sessions waiting in each group's Unsorted. */
async function waiting(reader: FlywheelReader, projects: Project[], reading: Reading): Promise<Map<string, number>> {
	const counts = new Map<string, number>();
	const parts = projects.filter(isUnsorted).map(async project => {
		const amount = project.sessionCount ?? (await reader.sessions(project.id, requestOptions(reading))).length;
		counts.set(project.group, (counts.get(project.group) ?? 0) + amount);
	});
	await Promise.all(parts);
	return counts;
}

/** Names of the missing files of each project, by id: a request for each, as lists don't carry files. */
export async function loadMissingFiles(
	reader: FlywheelReader,
	projects: readonly Project[],
	reading: ProjectsReading,
): Promise<Map<string, string[]>> {
	const found = projects.map(async ({id, label, files}): Promise<[string, string[]]> => {
		const held = files ?? (await reader.project(id, requestOptions(reading))).files ?? [];
		const names = held.map(file => file.name);
		return [id, missingFiles(label, names, reading.requiredFiles)];
	});
	return new Map(await Promise.all(found));
}

/** Every project that this login sees but the Unsorted ones, by group and label. */
export async function loadProjects(reader: FlywheelReader, reading: ProjectsReading): Promise<ProjectRow[]> {
	const options = requestOptions(reading);
	const [all, account, roles, failed] = await Promise.all([
		reader.projects(options),
		reader.account(options),
		reader.roles(options),
		failures(reader, reading),
	]);
	const visible = all.filter(inGroups(reading.groups));
	const projects = visible.filter(project => !isUnsorted(project));
	const [unsorted, missing, sessions] = await Promise.all([
		waiting(reader, visible, reading),
		loadMissingFiles(reader, projects, reading),
		Promise.all(projects.map(async project => reader.sessions(project.id, options))),
	]);
	return projects
		.map((project, index) => ({
			id: project.id,
			group: project.group,
			label: project.label,
			sessions: sessions[index]?.length ?? project.sessionCount,
			subjects: project.subjectCount,
			lastScan: newestScan(sessions[index] ?? []),
			unsorted: unsorted.get(project.group) ?? 0,
			missingFiles: missing.get(project.id) ?? [],
			failedJobs: failed && (failed.get(project.id) ?? 0),
			myRole: ownRole(project, account, roles),
		}))
		.sort((a, b) => naturally(projectName(a), projectName(b)));
}
