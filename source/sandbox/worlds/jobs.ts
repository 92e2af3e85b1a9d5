/** Jobs and analyses of the studies: every state, retries, and the logs that tell why. */
import type {WorldAnalysis, WorldFileEntry} from '../world-file.js';
import {attemptsOf, type Causes, type Order, type Work} from './attempts.js';
import {after, type Calendar, iso} from './calendar.js';
import {defaultsOf, isOnCluster, versionOf} from './gears.js';
import {failureCauses} from './logs/failures.js';
import {user} from './people.js';
import {idFor, Random} from './random.js';
import type {BuiltSession} from './sessions.js';
import type {Study} from './studies.js';
import type {Campaign, Stage} from './workflow.js';
import {campaigns, stagesOf} from './workflow.js';

function outputsOf(order: Order, work: Work, random: Random): WorldFileEntry[] {
	const {subject, session} = work.built.scan;
	const name = `${order.gear}_${subject}_${session}_${idFor(`analysis/${order.key}`)}`;
	const zip = {name: `${name}.zip`, type: 'archive', size: random.int(40, 4_000) * 1_000_000 + random.int(0, 999_999)};
	const page = {name: `${name}.html.zip`, type: 'HTML', size: random.int(300_000, 9_000_000)};
	if (order.gear === 'curate-bids')
		return [{name: `${name}_niftis.csv`, type: 'tabular data', size: random.int(900, 9_000)}];
	if (order.gear === 'hierarchy-curator') return [{name: 'completeness_report.csv', type: 'tabular data', size: 2_140}];
	if (order.gear === 'my-brain-souvenir') {
		return [{name: 'anat-T1w_acq-mpr08_defaced.gif', type: 'image', size: random.int(1_500_000, 4_000_000)}];
	}
	if (order.gear === 'freesurfer-recon-all')
		return [zip, {name: `${subject}-aseg.vol.csv`, type: 'tabular data', size: 4_811}];
	return [zip, page];
}

/** Adds one analysis with all its attempts to a session: the newest on the analysis, earlier ones beside it. */
function addAnalysis(order: Order, work: Work): void {
	const {jobs, touched} = attemptsOf(order, work);
	const newest = jobs.at(-1);
	if (!newest) return;
	const analysis: WorldAnalysis = {
		_id: idFor(`analysis/${order.key}`),
		label: order.label,
		job: newest,
		created: iso(order.created),
		modified: iso(touched),
		files: newest.state === 'complete' ? outputsOf(order, work, new Random(`outputs/${order.key}`)) : [],
	};
	work.built.session.analyses?.push(analysis);
	work.built.session.jobs?.push(...jobs.slice(0, -1));
}

function stamp(time: number): string {
	const text = new Date(time - 7 * 3_600_000).toISOString();
	return `${text.slice(5, 7)}/${text.slice(8, 10)}/${text.slice(0, 4)} ${text.slice(11, 19)}`;
}

function tagsOf(gear: string, more: string[]): string[] {
	return ['analysis', gear, ...more];
}

function nightlyOrder(stage: Stage, work: Work, night: number, random: Random): Order {
	const {study, built} = work;
	const [days, back] = stage.before ?? [0, 0];
	const created = after(night, stage.minute + random.int(0, 12) + random.next());
	const fails = random.chance(0.03);
	const cause = random.pick(failureCauses.filter(one => one !== 'cancelled' && one !== 'unknown'));
	return {
		key: `${study.group}/${study.label}/${built.scan.subject}/${built.scan.session}/${stage.label ?? stage.gear}`,
		gear: stage.gear,
		version: versionOf(stage.gear, built.scan.daysAgo > days ? back : 0),
		label: stage.label ?? `${stage.gear} ${stamp(created)}`,
		minutes: stage.minutes,
		tags: tagsOf(stage.gear, stage.tags ?? []),
		config: {...defaultsOf(stage.gear), ...stage.config},
		origin: {type: 'user', id: user(stage.gear === 'my-brain-souvenir' ? 'ra1' : 'admin')},
		priority: 'medium',
		created,
		// Failures of long ago were looked into: a retry made most of them good.
		failed: fails ? [cause] : [],
		last: fails && (relaunched.has(cause) || random.chance(0.12)) ? null : 'complete',
	};
}

/** The same once more, the next day, with settings or inputs that were put right. */
function relaunch(order: Order): Order {
	const created = after(order.created, 1_710);
	return {
		...order,
		key: `${order.key}/again`,
		label: `${order.gear} ${stamp(created)}`,
		created,
		failed: [],
		last: 'complete',
	};
}

/** Causes that no retry mends: people launch the gear anew. */
const relaunched = new Set(['bad-config', 'time-limit']);

/** The nightly workflow over one session, as far as its nights have come. */
export function nightly(work: Work): void {
	const {study, built, calendar} = work;
	const random = new Random(`nightly/${built.session._id}`);
	const night = calendar.at(built.scan.daysAgo - 1, 0);
	for (const stage of stagesOf(study)) {
		const wanted = random.chance(stage.share);
		const order = nightlyOrder(stage, work, night, random);
		if (!wanted) continue;
		addAnalysis(order, work);
		if (order.last === null && relaunched.has(order.failed[0] ?? '')) addAnalysis(relaunch(order), work);
	}
}

/** The two gears that look at whatever the scanner sends, on each scan of the last weeks. */
export function arrival(work: Work): void {
	const {study, built} = work;
	const first = built.session.acquisitions?.[0];
	const file = first?.files?.[0];
	if (study.style !== 'reproin' || built.scan.daysAgo > 60 || !first?._id || typeof file !== 'object') return;
	for (const [index, gear] of ['file-metadata-importer', 'dcm2niix'].entries()) {
		const key = `${built.session._id}/${gear}`;
		const random = new Random(key);
		const fails = random.chance(0.12);
		const order: Order = {
			key,
			gear,
			version: versionOf(gear),
			label: gear,
			minutes: [1, 4],
			tags: [gear],
			config: defaultsOf(gear),
			origin: {type: 'system', id: null},
			priority: 'medium',
			created: after(built.uploaded, 1 + index * 2),
			failed: fails ? [random.pick(['bad-input-data', 'network-or-server', 'container-runtime', 'unknown'])] : [],
			last: fails && random.chance(0.4) ? null : 'complete',
		};
		const input = index ? 'dcm2niix_input' : 'input-file';
		for (const job of attemptsOf(order, work).jobs) {
			built.session.jobs?.push({...job, inputs: {[input]: {type: 'acquisition', id: first._id, name: file.name}}});
		}
	}
}

type Fate = Pick<Order, 'failed' | 'last' | 'held'>;

/** What becomes of a run that was called off, is underway, or hangs. */
function fated(campaign: Campaign, index: number): Fate | null {
	if (campaign.fate === 'cancelled') return {failed: [], last: 'cancelled'};
	if (campaign.fate === 'stuck') return {failed: [], last: 'stuck', held: true};
	if (campaign.fate === 'waiting') return {failed: [], last: 'pending', held: true};
	// Half of what is underway takes the hours that the cluster needs, half moves on while one watches.
	if (campaign.fate === 'underway') return {failed: [], last: index < 7 ? 'running' : 'pending', held: index % 2 === 0};
	return null;
}

function campaignOrder(campaign: Campaign, index: number, work: Work): Order {
	const {study, built, calendar} = work;
	const key = `${study.group}/${study.label}/${built.scan.subject}/${built.scan.session}/${campaign.label}/${campaign.days}`;
	const random = new Random(`campaign/${key}`);
	const cause = campaign.causes[index % Math.max(1, campaign.causes.length)] ?? 'unknown';
	const fails = (index * 37) % 100 < campaign.failing;
	// Some were tried again: in vain with nothing changed, or with luck.
	const again = fails && campaign.days > 2 && random.chance(0.35);
	const ways: Fate = fails
		? {
				failed: again ? [cause, cause] : [cause],
				last: again && !relaunched.has(cause) && random.chance(0.4) ? 'complete' : null,
			}
		: {failed: [], last: 'complete'};
	const start = campaign.days === 0 ? calendar.ago(170 - index) : calendar.at(campaign.days + 1, 560 + index * 1.3);
	return {
		key,
		gear: campaign.gear,
		version: versionOf(campaign.gear, campaign.back ?? 0),
		label: campaign.label,
		minutes: campaign.minutes,
		tags: tagsOf(campaign.gear, campaign.tags ?? (isOnCluster(campaign.gear) ? ['hpc'] : [])),
		config: {...defaultsOf(campaign.gear), ...campaign.config},
		origin: {type: 'user', id: user(campaign.user)},
		priority: campaign.priority ?? 'medium',
		created: start,
		...(fated(campaign, index) ?? ways),
	};
}

/** The runs that people started over many sessions of a study. */
export function runCampaigns(study: Study, sessions: BuiltSession[], calendar: Calendar, causes: Causes): void {
	for (const campaign of campaigns.filter(one => one.study === study.label)) {
		for (const [index, built] of sessions.slice(-campaign.sessions).entries()) {
			const work = {study, built, calendar, causes};
			addAnalysis(campaignOrder(campaign, index, work), work);
		}
	}
}
