import type {FlywheelWriter, JobWish} from './flywheel.js';
import type {Transport} from './http.js';
import {check} from './lists.js';
import {idOf} from './normalise.js';
import {part} from './paths.js';
import {rawInserted} from './schemas.js';

/** The id that an insert answers with; null where the server doesn't say. */
function insertedId(answer: unknown): string | null {
	const inserted = check(rawInserted, Array.isArray(answer) ? answer[0] : answer, 'answer');
	return (inserted && idOf(inserted)) || null;
}

function jobBody({gearId, inputs, config, tags, priority}: JobWish): Record<string, unknown> {
	const files = inputs.map(({input, ...file}) => [input, file] as const);
	return {gear_id: gearId, inputs: Object.fromEntries(files), config, tags, ...(priority && {priority})};
}

type JobWrites =
	| 'retryJob'
	| 'cancelJob'
	| 'addAnalysis'
	| 'addEmptyAnalysis'
	| 'uploadOutput'
	| 'addJob'
	| 'setJobPriority';

function jobWrites(transport: Transport): Pick<FlywheelWriter, JobWrites> {
	return {
		async retryJob(id) {
			return insertedId(await transport.send('POST', `jobs/${part(id)}/retry`));
		},
		async cancelJob(id) {
			await transport.send('PUT', `jobs/${part(id)}`, {json: {state: 'cancelled'}});
		},
		async addAnalysis({kind, id}, label, job) {
			const json = {label, job: jobBody(job)};
			return insertedId(await transport.send('POST', `${kind}/${part(id)}/analyses`, {json, query: {job: true}}));
		},
		async addJob(destination, job) {
			return insertedId(await transport.send('POST', 'jobs/add', {json: {...jobBody(job), destination}}));
		},
		async addEmptyAnalysis({kind, id}, about) {
			return insertedId(await transport.send('POST', `${kind}/${part(id)}/analyses`, {json: about}));
		},
		async uploadOutput(id, parcel) {
			await transport.upload(`analyses/${part(id)}/files`, parcel);
		},
		async setJobPriority(id, priority) {
			await transport.send('PUT', 'jobs/priority', {json: {job_ids: [id], priority}});
		},
	};
}

export function createWrites(transport: Transport): FlywheelWriter {
	return {
		async createSubject(project, label) {
			const answer = await transport.send('POST', 'subjects', {json: {project, label, code: label}});
			return insertedId(answer);
		},
		async deleteEmptySubject(id) {
			await transport.send('DELETE', `subjects/${part(id)}`, {query: {delete_reason: 'container_is_empty'}});
		},
		async moveSession(id, {subjectId, label}) {
			// Only the subject is sent: the project follows from it, and sending both trips old servers.
			await transport.send('PUT', `sessions/${part(id)}`, {json: {subject: {_id: subjectId}, label}});
		},
		async labelSession(id, label) {
			await transport.send('PUT', `sessions/${part(id)}`, {json: {label}});
		},
		async addNote(id, text) {
			await transport.send('POST', `sessions/${part(id)}/notes`, {json: {text}});
		},
		async removeNote(id, noteId) {
			await transport.send('DELETE', `sessions/${part(id)}/notes/${part(noteId)}`);
		},
		...createAccessWrites(transport),
		...jobWrites(transport),
	};
}

type AccessWrites = Pick<FlywheelWriter, Extract<keyof FlywheelWriter, `${string}Grant` | `${string}Member`>>;

/** Who may do what: on a project, in a group's template, in a group. */
function createAccessWrites(transport: Transport): AccessWrites {
	const permissions = (projectId: string) => `projects/${part(projectId)}/permissions`;
	const templates = (groupId: string) => `groups/${part(groupId)}/permissions/templates`;
	const members = (groupId: string) => `groups/${part(groupId)}/permissions`;
	return {
		async addProjectGrant(projectId, {user, roleIds}) {
			await transport.send('POST', permissions(projectId), {json: {_id: user, role_ids: roleIds}});
		},
		async setProjectGrant(projectId, {user, roleIds}) {
			await transport.send('PUT', `${permissions(projectId)}/${part(user)}`, {json: {role_ids: roleIds}});
		},
		async removeProjectGrant(projectId, user) {
			await transport.send('DELETE', `${permissions(projectId)}/${part(user)}`);
		},
		async addTemplateGrant(groupId, {user, roleIds}) {
			await transport.send('POST', templates(groupId), {json: {_id: user, role_ids: roleIds}});
		},
		async setTemplateGrant(groupId, {user, roleIds}) {
			await transport.send('PUT', `${templates(groupId)}/${part(user)}`, {json: {role_ids: roleIds}});
		},
		async removeTemplateGrant(groupId, user) {
			await transport.send('DELETE', `${templates(groupId)}/${part(user)}`);
		},
		async addMember(groupId, {user, access}) {
			await transport.send('POST', members(groupId), {json: {_id: user, access}});
		},
		async setMember(groupId, {user, access}) {
			await transport.send('PUT', `${members(groupId)}/${part(user)}`, {json: {access}});
		},
		async removeMember(groupId, user) {
			await transport.send('DELETE', `${members(groupId)}/${part(user)}`);
		},
	};
}
