import {describe, expect, it} from 'vitest';
import {worlds} from '../../source/sandbox/worlds/index.js';
import {labAndCauses} from '../../source/sandbox/worlds/lab.js';
import {idsOf, jobsOf, sessionsOf, textsOf} from './helpers.js';

const now = new Date('2026-03-18T21:40:00Z');
const {world, causes} = labAndCauses(now);
const jobs = jobsOf(world);
const sessions = sessionsOf(world);

function ms(date: unknown): number {
	return typeof date === 'string' ? Date.parse(date) : Number.NaN;
}

describe('the lab is the same each time', () => {
	it('for the same moment', () => {
		expect(worlds.lab(now)).toEqual(worlds.lab(now));
	});

	it('with the same ids and labels at another hour of another year', () => {
		const later = worlds.lab(new Date('2027-09-05T08:05:00Z'));
		// How far the newest jobs have come depends on the hour: all else is there as before.
		const ids = (of: typeof world) => sessionsOf(of).map(({session, ...place}) => [place, session._id, session.label]);
		expect(ids(later)).toEqual(ids(world));
		const jobIds = new Set(idsOf(later));
		expect(idsOf(world).filter(id => !jobIds.has(id)).length).toBeLessThan(20);
	});
});

describe('who and what there is', () => {
	it('holds about eight labs, fifteen studies, and an Unsorted in each group', () => {
		const studies = (world.projects ?? []).filter(project => project.label !== 'Unsorted');
		expect(new Set(studies.map(study => study.group)).size).toBe(8);
		expect(studies).toHaveLength(15);
		for (const group of world.groups ?? []) {
			const own = (world.projects ?? []).filter(project => project.group === group._id);
			expect(own.filter(project => project.label === 'Unsorted')).toHaveLength(1);
		}
	});

	it('has people by role: an administrator with the first key, one departed, one with several roles', () => {
		const users = world.users ?? [];
		expect(users).toHaveLength(25);
		const keyed = users.filter(user => user.key);
		expect(keyed[0]?.roles).toContain('site_admin');
		expect(keyed.length).toBeGreaterThanOrEqual(3);
		expect(keyed.slice(1).every(user => !user.roles?.includes('site_admin'))).toBe(true);
		expect(users.filter(user => user.disabled)).toHaveLength(1);
		expect(users.every(user => user._id.endsWith('@lab.example'))).toBe(true);
		const grants = (world.projects ?? []).flatMap(project => project.permissions ?? []);
		expect(grants.some(grant => (grant.roles?.length ?? 0) > 1)).toBe(true);
		expect(new Set(grants.map(grant => grant._id)).size).toBeLessThanOrEqual(users.length);
	});

	it('gives no role that the group’s pool does not hold', () => {
		for (const project of world.projects ?? []) {
			const pool = world.groups?.find(group => group._id === project.group)?.roles;
			for (const grant of project.permissions ?? []) {
				for (const role of grant.roles ?? []) if (pool) expect(pool).toContain(role);
			}
		}
	});

	it('has a custom role with every action that a role must hold', () => {
		const views = ['containers', 'files'].map(kind => `${kind}_view_metadata`);
		const more = ['tags', 'notes', 'project_permissions', 'data_views', 'session_templates', 'gear_rules', 'jobs'];
		expect(world.roles?.[0]?.actions).toEqual(expect.arrayContaining([...views, ...more.map(kind => `${kind}_view`)]));
	});

	it('keeps to the real studies: sizes, acquisitions, visits', () => {
		const msc = sessions.filter(({project}) => project === 'MSC');
		expect(msc).toHaveLength(62);
		const first = msc.find(({subject, session}) => subject === 'sub-MSC01' && session.label === 'ses-func01');
		const files = (first?.session.acquisitions ?? []).flatMap(acquisition => acquisition.files ?? []);
		expect(files).toContainEqual(
			expect.objectContaining({name: 'sub-MSC01_ses-func01_magnitude1.nii.gz', size: 155_616}),
		);
	});

	it('misses some of the files that INC asks for', () => {
		const studies = (world.projects ?? []).filter(project => project.label !== 'Unsorted');
		const names = studies.map(study =>
			textsOf((study.files ?? []).map(file => (typeof file === 'object' ? file.name : file))),
		);
		const having = (start: string) => names.filter(list => list.some(name => name.startsWith(start))).length;
		for (const start of [
			'UCB Memorandum of Use - ',
			'UCB Prisma Fit Scanner Protocol - ',
			'acquisition_label_remapping.csv',
		]) {
			expect(having(start)).toBeGreaterThan(5);
			expect(having(start)).toBeLessThan(15);
		}
		expect(studies.filter(study => study.locked)).toHaveLength(1);
	});
});

describe('jobs', () => {
	it('number about two thousand, in every state', () => {
		expect(jobs.length).toBeGreaterThan(1_800);
		expect(jobs.length).toBeLessThan(2_400);
		const states = new Set(jobs.map(job => job.state));
		expect([...states].sort()).toEqual(['cancelled', 'complete', 'failed', 'pending', 'running']);
	});

	it('fail for every family of causes, and most of them in the last days', () => {
		const failed = jobs.filter(job => job.state === 'failed');
		const families = new Set(failed.map(job => causes.get(job._id ?? '')));
		expect([...families].sort()).toEqual(
			[
				...['out-of-memory', 'time-limit', 'disk-full', 'missing-input', 'bad-input-data', 'invalid-bids'],
				...['missing-license', 'bad-config', 'permission-or-auth', 'network-or-server', 'node-or-scheduler'],
				...['container-runtime', 'software-crash', 'cancelled', 'unknown'],
			].sort(),
		);
		const recent = failed.filter(job => now.getTime() - ms(job.ended) < 7 * 86_400_000);
		expect(recent.length).toBeGreaterThan(failed.length / 2);
		expect(failed.some(job => job.log?.length === 0)).toBe(true);
	});

	it('have logs without a word left to fill in', () => {
		const left = jobs.flatMap(job => job.log ?? []).filter(line => /\{[a-z]+\}|undefined|NaN/.test(line));
		expect(left).toEqual([]);
	});

	it('are retried in chains, the newest on the analysis', () => {
		const byId = new Map(jobs.map(job => [job._id, job]));
		const retries = jobs.filter(job => job.retry_of);
		expect(retries.length).toBeGreaterThan(30);
		for (const retry of retries) {
			const previous = byId.get(retry.retry_of);
			expect(previous?.state).toBe('failed');
			expect(ms(previous?.ended)).toBeLessThanOrEqual(ms(retry.created));
		}
		expect(new Set(retries.map(retry => retry.retry_of)).size).toBe(retries.length);
		expect(retries.some(retry => byId.get(retry.retry_of)?.retry_of)).toBe(true);
	});

	it('run known versions of known gears', () => {
		const known = new Set((world.gears ?? []).map(gear => `${gear.name}/${gear.version}`));
		expect(known).toContain('bids-mriqc/2.1.3_24.0.2_inc1.0');
		for (const job of jobs) expect(known).toContain(`${job.gear}/${job.version}`);
	});

	it('include some that hang: running for days without a log, waiting for a tag in capitals', () => {
		const old = (date: unknown) => now.getTime() - ms(date) > 2 * 86_400_000;
		expect(
			jobs.filter(job => job.state === 'running' && old(job.started) && job.log?.length === 0).length,
		).toBeGreaterThan(3);
		expect(jobs.filter(job => job.state === 'pending' && job.tags?.includes('HPC')).length).toBeGreaterThan(0);
		expect(jobs.filter(job => job.state === 'pending' && job.tags?.includes('hpc')).length).toBeGreaterThan(5);
	});
});

describe.each(['2026-03-18T21:40:00Z', '2026-03-18T07:05:00Z', '2026-07-01T14:59:59Z'])('dates at %s', date => {
	const moment = new Date(date);
	const here = worlds.lab(moment);

	it('keep their order, and none is in the future', () => {
		for (const {session} of sessionsOf(here)) {
			const [scanned, created, modified] = [session.timestamp, session.created, session.modified].map(ms);
			expect(scanned).toBeLessThanOrEqual(created ?? 0);
			expect(created).toBeLessThanOrEqual(modified ?? 0);
			expect(modified).toBeLessThanOrEqual(moment.getTime());
		}
		for (const job of jobsOf(here)) {
			const created = ms(job.created);
			const started = job.started ? ms(job.started) : created;
			const ended = job.ended ? ms(job.ended) : started;
			expect(created).toBeLessThanOrEqual(started);
			expect(started).toBeLessThanOrEqual(ended);
			expect(Math.max(started, ended)).toBeLessThanOrEqual(moment.getTime());
		}
	});
});

describe('what must not be there', () => {
	it('two things with one id', () => {
		const ids = idsOf({...world, collections: undefined});
		expect(new Set(ids).size).toBe(ids.length);
	});

	it('a person: every mail address is a role’s, and nobody but the placeholder has a name', () => {
		const texts = textsOf(world);
		const mails = texts.flatMap(text => text.match(/[\w.+-]+@[\w-]+\.[\w.-]+/g) ?? []);
		const role = /^(admin|labadmin|pi|ra\d|postdoc\d|analyst|physicist|tech\d|student\d)[.\w]*@lab\.example$/;
		expect(mails.filter(mail => !role.test(mail))).toEqual([]);
		const named = texts.flatMap(text => text.match(/[A-Za-z]+\^[A-Za-z]+/g) ?? []);
		expect(named.filter(name => name !== 'DOE^JANE' && !name.startsWith('INC^'))).toEqual([]);
	});
});
