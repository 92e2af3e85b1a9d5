import type * as z from 'zod/mini';
import {FlydeckError} from '../model/errors.js';
import type {Account, ContainerKind, Site} from '../model/flywheel.js';
import {unreadableAnswer} from './failures.js';
import type {FileRef, FlywheelReader, ReadOptions} from './flywheel.js';
import {createGearReads} from './gear-reads.js';
import type {Query, Transport} from './http.js';
import {createJobReads} from './job-reads.js';
import {check, equals, list} from './lists.js';
import {
	toAcquisition,
	toAnalysis,
	toContainer,
	toGroup,
	toProject,
	toProjectGrant,
	toRole,
	toSession,
	toSubject,
	toUser,
	withTagsAlone,
} from './normalise.js';
import {orNull, part} from './paths.js';
import * as raw from './schemas.js';

/** What `GET /config` of the sandbox says of itself. */
const sandboxSiteId = 'flydeck-sandbox';

async function readSite(transport: Transport, options: ReadOptions): Promise<Site> {
	const [answer, version] = await Promise.all([
		transport.get('config', options),
		orNull(transport.get('version', options)),
	]);
	const config = check(raw.rawConfig, answer, 'configuration');
	const release = version ? check(raw.rawVersion, version, 'version') : null;
	const apiUrl = config.site?.api_url;
	return {
		name: config.site?.name ?? transport.host,
		host: transport.host,
		webUrl: (apiUrl ?? `https://${transport.host}`).replace(/\/api\/?$/, '').replace(/\/$/, ''),
		release: release?.release || release?.flywheel_release || null,
		sandbox: config.site?.id === sandboxSiteId,
	};
}

async function readAccount(transport: Transport, options: ReadOptions): Promise<Account> {
	const self = check(raw.rawUser, await transport.get('users/self', options), 'own user');
	const roles = self.roles ?? [];
	return {id: self._id, name: toUser(self).name, siteAdmin: self.root ?? roles.includes('site_admin'), roles};
}

/** Remembers a successful reading: who one is doesn't change while one key is in use. */
function once<T>(read: () => Promise<T>): () => Promise<T> {
	let kept: Promise<T> | null = null;
	return () => {
		kept ??= read().catch(error => {
			kept = null;
			throw error;
		});
		return kept;
	};
}

/** The three ways of asking: one object, a whole list, a list that site admins see all of. */
interface Ask {
	one<T>(path: string, schema: z.ZodMiniType<T>, what: string, options?: ReadOptions, query?: Query): Promise<T>;
	all<T extends {_id?: string | null}>(
		path: string,
		schema: z.ZodMiniType<T>,
		options?: ReadOptions & {size?: number},
		query?: Query,
	): Promise<T[]>;
	visible(): Promise<Query>;
}

function createAsk(transport: Transport, account: () => Promise<Account>): Ask {
	return {
		async one(path, schema, what, options = {}, query = {}) {
			return check(schema, await transport.get(path, {...options, query}), what);
		},
		all: (path, schema, options = {}, query = {}) =>
			list(transport, {path, schema, what: path.split('/').at(-1) ?? path, walk: 'cursor', query, ...options}),
		// Site admins see everything only where they ask for it; others may not ask.
		visible: async () => ((await account()).siteAdmin ? {exhaustive: true} : {}),
	};
}

export function createReads(transport: Transport): FlywheelReader {
	const account = once(() => readAccount(transport, {}));
	const ask = createAsk(transport, account);
	return {
		host: transport.host,
		site: (options = {}) => readSite(transport, options),
		account: () => account(),
		...peopleReads(ask),
		...projectReads(ask),
		...subjectReads(ask),
		...sessionReads(ask),
		...containerReads(ask),
		...fileReads(transport),
		...analysisReads(ask),
		...createGearReads(transport),
		...createJobReads({transport, visible: ask.visible}),
	};
}

function peopleReads(
	ask: Ask,
): Pick<FlywheelReader, 'users' | 'roles' | 'groups' | 'group' | 'projectGrant' | 'templateGrant'> {
	const grant = async (path: string, options?: ReadOptions) => {
		const found = await orNull(ask.one(path, raw.rawGrant, 'permission', options));
		return found && toProjectGrant(found);
	};
	return {
		users: async options => (await ask.all('users', raw.rawUser, options)).map(toUser),
		roles: async options => (await ask.all('roles', raw.rawRole, options)).map(toRole),
		groups: async options => (await ask.all('groups', raw.rawGroup, options, await ask.visible())).map(toGroup),
		group: async (id, options) => toGroup(await ask.one(`groups/${part(id)}`, raw.rawGroup, 'group', options)),
		projectGrant: (projectId, user, options) => grant(`projects/${part(projectId)}/permissions/${part(user)}`, options),
		templateGrant: (groupId, user, options) =>
			grant(`groups/${part(groupId)}/permissions/templates/${part(user)}`, options),
	};
}

function projectReads(ask: Ask): Pick<FlywheelReader, 'projects' | 'project'> {
	return {
		async projects({everybody = false, ...options} = {}) {
			const people = everybody ? {join_avatars: true} : {};
			const query = {...(await ask.visible()), ...people, counts: true, stats: true};
			const found = await ask.all('projects', raw.rawProject, options, query);
			// A list's files may be cut short: only a single read is trusted with them.
			return found.map(entry => ({...toProject(entry), files: null}));
		},
		async project(id, options) {
			// Without the avatars a server shows a plain user only their own permission.
			const query = {join_avatars: true};
			return toProject(await ask.one(`projects/${part(id)}`, raw.rawProject, 'project', options, query));
		},
	};
}

function subjectReads(ask: Ask): Pick<FlywheelReader, 'subjects' | 'subjectsNamed' | 'subject'> {
	const all = async (projectId: string, options?: ReadOptions, query?: Query) =>
		(await ask.all(`projects/${part(projectId)}/subjects`, raw.rawSubject, options, query)).map(toSubject);
	return {
		subjects: (projectId, options) => all(projectId, options),
		async subjectsNamed(projectId, label, options) {
			const filter = equals('label', label);
			const found = await all(projectId, options, filter ? {filter} : {});
			return found.filter(subject => subject.label === label);
		},
		subject: async (id, options) =>
			toSubject(await ask.one(`subjects/${part(id)}`, raw.rawSubject, 'subject', options)),
	};
}

function sessionReads(ask: Ask): Pick<FlywheelReader, 'sessions' | 'sessionsOfSubject' | 'session'> {
	const all = async (path: string, options?: ReadOptions) =>
		(await ask.all(path, raw.rawSession, options)).map(toSession);
	return {
		sessions: (projectId, options) => all(`projects/${part(projectId)}/sessions`, options),
		sessionsOfSubject: (subjectId, options) => all(`subjects/${part(subjectId)}/sessions`, options),
		session: async (id, options) =>
			toSession(await ask.one(`sessions/${part(id)}`, raw.rawSession, 'session', options)),
	};
}

function containerReads(ask: Ask): Pick<FlywheelReader, 'acquisitions' | 'acquisitionsOfProject' | 'container'> {
	const all = async (path: string, options?: ReadOptions, query?: Query) =>
		(await ask.all(path, raw.rawAcquisition, options, query)).map(toAcquisition);
	return {
		async acquisitions(sessionId, {info = false, tags, ...options} = {}) {
			const query: Query = info || tags ? {include_all_info: true} : {};
			const found = await all(`sessions/${part(sessionId)}/acquisitions`, options, query);
			return tags ? found.map(acquisition => withTagsAlone(acquisition, tags)) : found;
		},
		acquisitionsOfProject: (projectId, options) => all(`projects/${part(projectId)}/acquisitions`, options),
		container: async (kind, id, options) =>
			toContainer(await ask.one(`${kind}/${part(id)}`, raw.rawContainer, 'container', options)),
	};
}

function fileReads(transport: Transport): Pick<FlywheelReader, 'fileText' | 'fileBytes'> {
	// By name a file can't be had whose name holds a slash.
	const pathOf = (kind: ContainerKind, id: string, {name, fileId}: FileRef) =>
		fileId === null ? `${kind}/${part(id)}/files/${part(name)}` : `files/${part(fileId)}/download`;
	return {
		fileText: (kind, id, file, options) => transport.text(pathOf(kind, id, file), options),
		async fileBytes(kind, id, file, {from = 0, to, signal}, take) {
			// Parts are sent of a file that is viewed, never of one that is downloaded.
			const some = from > 0 || to !== undefined;
			const range = some ? `bytes=${from}-${to === undefined ? '' : to - 1}` : undefined;
			const query = some ? {view: true} : {};
			return transport.bytes(pathOf(kind, id, file), {query, range, signal}, async answer => {
				const start = answer.status === 206 ? /^bytes (\d+)-/.exec(answer.range ?? '')?.[1] : '0';
				if (start === undefined) throw unreadableAnswer(false, new Error('a part without its place'));
				return take({from: Number(start), chunks: answer.chunks});
			});
		},
	};
}

/** A study has several analyses for each session, and each is small: fewer, larger pages. */
const manyAtOnce = 1000;

function analysisReads(ask: Ask): Pick<FlywheelReader, 'analyses' | 'sessionAnalyses' | 'analysis'> {
	const all = async (path: string, options?: ReadOptions, query?: Query) =>
		(await ask.all(path, raw.rawAnalysis, {...options, size: manyAtOnce}, query)).map(toAnalysis);
	const listed = async (path: string, {jobs = false, ...options}: ReadOptions & {jobs?: boolean} = {}) => {
		if (!jobs) return all(path, options);
		try {
			return await all(path, options, {inflate_job: true});
		} catch (error) {
			// One analysis whose job is gone fails the whole inflated list on some servers.
			if (error instanceof FlydeckError && error.code === 'server-error') return all(path, options);
			throw error;
		}
	};
	return {
		analyses: (kind, id, options) => listed(`${kind}/${part(id)}/analyses`, options),
		sessionAnalyses: (projectId, options) => listed(`projects/${part(projectId)}/sessions/analyses`, options),
		analysis: async (id, options) =>
			toAnalysis(await ask.one(`analyses/${part(id)}`, raw.rawAnalysis, 'analysis', options)),
	};
}
