import type {
	Account,
	Acquisition,
	Analysis,
	Container,
	ContainerKind,
	FileEntry,
	Gear,
	Group,
	GroupGrant,
	Job,
	JobInput,
	LogChunk,
	Project,
	ProjectGrant,
	Role,
	Session,
	Site,
	Subject,
	User,
} from '../model/flywheel.js';
import type {Parcel} from './bytes.js';

export interface ReadOptions {
	signal?: AbortSignal;
}

export interface ProjectsQuery extends ReadOptions {
	/** With the permissions of everybody: a plain user's list holds only their own otherwise. */
	everybody?: boolean;
}

export interface JobQuery extends ReadOptions {
	state?: string;
	gear?: string;
	/** Project id: asks that project's own route. */
	project?: string;
	/** Session id: asks that session's own route. */
	session?: string;
	/** Only jobs that put out to this kind of container: `session`, `analysis`. */
	destination?: string;
	/** Only jobs created after this ISO date. */
	since?: string;
	/** Stop after this many, newest first. */
	limit?: number;
	/** What has come so far, while the rest is being read. */
	onPage?: ((jobs: Job[]) => void) | undefined;
}

export type FileRef = Pick<FileEntry, 'name' | 'fileId'>;

/** Bytes of a file from one place on. */
export interface FilePart {
	from: number;
	chunks: AsyncIterable<Uint8Array>;
}

/** Reads of a Flywheel site. Every list is whole (all pages) unless a limit says otherwise. */
export interface FlywheelReader {
	readonly host: string;
	site(options?: ReadOptions): Promise<Site>;
	account(options?: ReadOptions): Promise<Account>;
	users(options?: ReadOptions): Promise<User[]>;
	roles(options?: ReadOptions): Promise<Role[]>;
	groups(options?: ReadOptions): Promise<Group[]>;
	group(id: string, options?: ReadOptions): Promise<Group>;
	/** All projects that this login sees (a site admin: all of the site), with counts. */
	projects(options?: ProjectsQuery): Promise<Project[]>;
	/** One project, with its files and permissions. */
	project(id: string, options?: ReadOptions): Promise<Project>;
	subjects(projectId: string, options?: ReadOptions): Promise<Subject[]>;
	/** Subjects of a project with exactly this label: none or one, two on a broken site. */
	subjectsNamed(projectId: string, label: string, options?: ReadOptions): Promise<Subject[]>;
	subject(id: string, options?: ReadOptions): Promise<Subject>;
	/** Sessions of a project. */
	sessions(projectId: string, options?: ReadOptions): Promise<Session[]>;
	sessionsOfSubject(subjectId: string, options?: ReadOptions): Promise<Session[]>;
	session(id: string, options?: ReadOptions): Promise<Session>;
	/**
	 * Acquisitions with their files; `info` (the DICOM header) only where asked for, whole or as
	 * those of its tags that are wanted: a header is large, and many may have to be kept.
	 */
	acquisitions(
		sessionId: string,
		options?: ReadOptions & {info?: boolean; tags?: readonly string[]},
	): Promise<Acquisition[]>;
	/** Acquisitions of all sessions of a project, with their files: one list, however many sessions. */
	acquisitionsOfProject(projectId: string, options?: ReadOptions): Promise<Acquisition[]>;
	/** One container with its metadata and its files' metadata. */
	container(kind: ContainerKind, id: string, options?: ReadOptions): Promise<Container>;
	/** The text of a file, to be asked for where its size is known to be small. */
	fileText(kind: ContainerKind, id: string, file: FileRef, options?: ReadOptions): Promise<string>;
	/**
	 * A file's bytes as they come, from `from` to before `to`; read once, not repeated. A server that
	 * sends no parts sends the whole: `from` of the part says where it begins.
	 */
	fileBytes<T>(
		kind: ContainerKind,
		id: string,
		file: FileRef,
		options: {from?: number; to?: number; signal?: AbortSignal | undefined},
		take: (part: FilePart) => Promise<T>,
	): Promise<T>;
	/** Analyses hanging on one container; with the state of their jobs where asked for. */
	analyses(
		kind: Exclude<ContainerKind, 'analyses'>,
		id: string,
		options?: ReadOptions & {jobs?: boolean},
	): Promise<Analysis[]>;
	/** Analyses on a project's sessions, all in one list; likewise. */
	sessionAnalyses(projectId: string, options?: ReadOptions & {jobs?: boolean}): Promise<Analysis[]>;
	analysis(id: string, options?: ReadOptions): Promise<Analysis>;
	/** Newest first. */
	jobs(query?: JobQuery): Promise<Job[]>;
	job(id: string, options?: ReadOptions): Promise<Job>;
	/** Jobs whose `previous_job_id` is this one. */
	successors(jobId: string, options?: ReadOptions): Promise<Job[]>;
	jobLog(id: string, options?: ReadOptions): Promise<LogChunk[]>;
	gear(id: string, options?: ReadOptions): Promise<Gear>;
	/** Every version that is switched on, of all gears. */
	gears(options?: ReadOptions): Promise<Gear[]>;
	/** null where this person has no entry on the project. */
	projectGrant(projectId: string, user: string, options?: ReadOptions): Promise<ProjectGrant | null>;
	/** What new projects of the group give this person; null where that is nothing. */
	templateGrant(groupId: string, user: string, options?: ReadOptions): Promise<ProjectGrant | null>;
}

/** What a new job is to do. */
export interface JobWish {
	gearId: string;
	inputs: readonly JobInput[];
	config: Record<string, unknown>;
	tags: readonly string[];
	/** Absent: the site's own. */
	priority?: string | undefined;
}

export interface AnalysisWish {
	label: string;
	description: string;
}

/**
 * Writes. Each sends exactly one request, never repeated; an answer that leaves it open
 * whether the write happened is thrown as an error with `ambiguous`. Only `operations/`
 * may call these.
 */
export interface FlywheelWriter {
	/** @returns the new subject's id; null where the answer did not name it. */
	createSubject(projectId: string, label: string): Promise<string | null>;
	deleteEmptySubject(subjectId: string): Promise<void>;
	moveSession(sessionId: string, to: {subjectId: string; label: string}): Promise<void>;
	labelSession(sessionId: string, label: string): Promise<void>;
	addNote(sessionId: string, text: string): Promise<void>;
	removeNote(sessionId: string, noteId: string): Promise<void>;
	addProjectGrant(projectId: string, grant: ProjectGrant): Promise<void>;
	setProjectGrant(projectId: string, grant: ProjectGrant): Promise<void>;
	removeProjectGrant(projectId: string, user: string): Promise<void>;
	/** The group's template alone: projects that there are keep what they have. */
	addTemplateGrant(groupId: string, grant: ProjectGrant): Promise<void>;
	setTemplateGrant(groupId: string, grant: ProjectGrant): Promise<void>;
	removeTemplateGrant(groupId: string, user: string): Promise<void>;
	/** Members of a group; that opens no project. */
	addMember(groupId: string, grant: GroupGrant): Promise<void>;
	setMember(groupId: string, grant: GroupGrant): Promise<void>;
	removeMember(groupId: string, user: string): Promise<void>;
	/** @returns the new job's id; null where the answer didn't name it. */
	retryJob(jobId: string): Promise<string | null>;
	cancelJob(jobId: string): Promise<void>;
	/**
	 * A new analysis with a job that makes it.
	 * @returns an id of the analysis or of the job, as the version has it; null where the answer didn't name it.
	 */
	addAnalysis(parent: {kind: ContainerKind; id: string}, label: string, job: JobWish): Promise<string | null>;
	/** An analysis without a job, for results that were made elsewhere. @returns its id; null likewise. */
	addEmptyAnalysis(parent: {kind: ContainerKind; id: string}, about: AnalysisWish): Promise<string | null>;
	/** One output of an analysis without a job. */
	uploadOutput(analysisId: string, parcel: Parcel): Promise<void>;
	/** A job whose outputs go to a container. @returns the job's id; null likewise. */
	addJob(destination: {type: string; id: string}, job: JobWish): Promise<string | null>;
	setJobPriority(jobId: string, priority: string): Promise<void>;
}

export type Flywheel = FlywheelReader &
	FlywheelWriter & {
		/** How far the server's clock is ahead of this one (ms), by its last answer; null where it doesn't tell. */
		clockDifference(): number | null;
	};
