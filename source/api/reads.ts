import type * as z from 'zod/mini';
import {FlydeckError} from '../model/errors.js';
import type {Account, Site} from '../model/flywheel.js';
import type {FlywheelReader, ReadOptions} from './flywheel.js';
import type {Query, Transport} from './http.js';
import {createJobReads} from './job-reads.js';
import {check, equals, list} from './lists.js';
import {
	toAcquisition,
	toAnalysis,
	toGroup,
	toProject,
	toProjectGrant,
	toRole,
	toSession,
	toSubject,
	toUser,
} from './normalise.js';
import {orNull, part} from './paths.js';
import * as raw from './schemas.js';

/** What `GET /config` of the sandbox says of itself. */
const sandboxSiteId = 'flydeck-sandbox';

async function readSite(transport: Transport, options: ReadOptions): Promise<Site> {
	const config = check(raw.rawConfig, await transport.get('config', options), 'configuration');
	const version = await orNull(transport.get('version', options));
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

export function createReads(transport: Transport): FlywheelReader {
	const account = once(() => readAccount(transport, {}));
	/** Site admins see everything only where they ask for it; others may not ask. */
	const visible = async (): Promise<Query> => ((await account()).siteAdmin ? {exhaustive: true} : {});
	const get = <T>(path: string, schema: z.ZodMiniType<T>, what: string, options: ReadOptions = {}, query?: Query) =>
		transport.get(path, {...options, ...(query && {query})}).then(answer => check(schema, answer, what));

	return {
		host: transport.host,
		site: (options = {}) => readSite(transport, options),
		account: () => account(),
		async users(options = {}) {
			return (
				await list(transport, {path: 'users', what: 'users', schema: raw.rawUser, walk: 'cursor', ...options})
			).map(toUser);
		},
		async roles(options = {}) {
			return (
				await list(transport, {path: 'roles', what: 'roles', schema: raw.rawRole, walk: 'cursor', ...options})
			).map(toRole);
		},
		async groups(options = {}) {
			const query = await visible();
			return (
				await list(transport, {path: 'groups', what: 'groups', schema: raw.rawGroup, walk: 'cursor', query, ...options})
			).map(toGroup);
		},
		group: async (id, options) => toGroup(await get(`groups/${part(id)}`, raw.rawGroup, 'group', options)),
		async projects(options = {}) {
			const query = {...(await visible()), counts: true, stats: true};
			const found = await list(transport, {
				path: 'projects',
				what: 'projects',
				schema: raw.rawProject,
				walk: 'cursor',
				query,
				...options,
			});
			// Lists carry names of files without info or none at all: only a single read is trusted with them.
			return found.map(entry => ({...toProject(entry), files: null}));
		},
		async project(id, options) {
			// Without the avatars a server shows a plain user only their own permission.
			const query = {join_avatars: true};
			return toProject(await get(`projects/${part(id)}`, raw.rawProject, 'project', options, query));
		},
		...subjectReads(transport, get),
		...sessionReads(transport, get),
		...analysisReads(transport, get),
		...createJobReads(transport, visible),
		async projectGrant(projectId, user, options) {
			const path = `projects/${part(projectId)}/permissions/${part(user)}`;
			const found = await orNull(get(path, raw.rawGrant, 'permission', options));
			return found && toProjectGrant(found);
		},
	};
}

type Get = <T>(
	path: string,
	schema: z.ZodMiniType<T>,
	what: string,
	options?: ReadOptions,
	query?: Query,
) => Promise<T>;

function subjectReads(transport: Transport, get: Get): Pick<FlywheelReader, 'subjects' | 'subjectsNamed' | 'subject'> {
	const all = async (projectId: string, query: Query, options: ReadOptions = {}) => {
		const path = `projects/${part(projectId)}/subjects`;
		return (
			await list(transport, {path, what: 'subjects', schema: raw.rawSubject, walk: 'cursor', query, ...options})
		).map(toSubject);
	};
	return {
		subjects: (projectId, options) => all(projectId, {}, options),
		async subjectsNamed(projectId, label, options) {
			const filter = equals('label', label);
			const found = await all(projectId, filter ? {filter} : {}, options);
			return found.filter(subject => subject.label === label);
		},
		subject: async (id, options) => toSubject(await get(`subjects/${part(id)}`, raw.rawSubject, 'subject', options)),
	};
}

function sessionReads(
	transport: Transport,
	get: Get,
): Pick<FlywheelReader, 'sessions' | 'sessionsOfSubject' | 'session' | 'acquisitions'> {
	const all = async (path: string, options: ReadOptions = {}) =>
		(await list(transport, {path, what: 'sessions', schema: raw.rawSession, walk: 'cursor', ...options})).map(
			toSession,
		);
	return {
		sessions: (projectId, options) => all(`projects/${part(projectId)}/sessions`, options),
		sessionsOfSubject: (subjectId, options) => all(`subjects/${part(subjectId)}/sessions`, options),
		session: async (id, options) => toSession(await get(`sessions/${part(id)}`, raw.rawSession, 'session', options)),
		async acquisitions(sessionId, {info = false, ...options} = {}) {
			const path = `sessions/${part(sessionId)}/acquisitions`;
			const query = info ? {include_all_info: true} : {};
			const found = await list(transport, {
				path,
				what: 'acquisitions',
				schema: raw.rawAcquisition,
				walk: 'cursor',
				query,
				...options,
			});
			return found.map(toAcquisition);
		},
	};
}

function analysisReads(
	transport: Transport,
	get: Get,
): Pick<FlywheelReader, 'analyses' | 'sessionAnalyses' | 'analysis'> {
	const all = async (path: string, query: Query, options: ReadOptions = {}) =>
		(await list(transport, {path, what: 'analyses', schema: raw.rawAnalysis, walk: 'cursor', query, ...options})).map(
			toAnalysis,
		);
	return {
		analyses: (container, id, options) => all(`${container}/${part(id)}/analyses`, {}, options),
		async sessionAnalyses(projectId, options) {
			const path = `projects/${part(projectId)}/sessions/analyses`;
			try {
				return await all(path, {inflate_job: true}, options);
			} catch (error) {
				// One analysis whose job is gone fails the whole inflated list on some servers.
				if (error instanceof FlydeckError && error.code === 'server-error') return all(path, {}, options);
				throw error;
			}
		},
		analysis: async (id, options) =>
			toAnalysis(await get(`analyses/${part(id)}`, raw.rawAnalysis, 'analysis', options)),
	};
}
