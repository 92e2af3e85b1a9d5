import type {FlywheelReader} from '../api/flywheel.js';
import type {AccessChange, AccessGrant, AccessReviewView} from '../model/views.js';
import {type AccessReading, knowledgeOf, loadAccessParts, viewOf} from './access.js';
import {commonDomain, findingsIn, reviewFindingsIn} from './access-findings.js';
import {naturally} from './reading.js';

/** The grants as they were when somebody last looked at all of them. */
export interface ReviewedAccess {
	reviewedAt: string;
	grants: AccessGrant[];
	/** Only projects in it were looked at then: others are no news. */
	projects: string[];
}

export interface ReviewReading extends AccessReading {
	/** null: nobody has reviewed yet, or nothing was kept of it. */
	last: ReviewedAccess | null;
	homeDomains?: readonly string[] | undefined;
	awayDays?: number | undefined;
}

const usualAway = 180;

/** Everything about who may do what that asks for a decision, and what has changed since it was last looked at. */
export async function loadAccessReview(reader: FlywheelReader, reading: ReviewReading): Promise<AccessReviewView> {
	const parts = await loadAccessParts(reader, reading);
	const {now, last, awayDays = usualAway} = reading;
	const homeDomains = reading.homeDomains?.map(domain => domain.toLowerCase()) ?? commonDomain(parts.users);
	const known = knowledgeOf(parts);
	const view = viewOf(parts, reading);
	return {
		reviewedAt: last?.reviewedAt ?? null,
		homeDomains: [...homeDomains],
		findings: parts.projects.flatMap(project => [
			...findingsIn(project, known),
			...reviewFindingsIn(project, known, {now, homeDomains, awayDays}),
		]),
		changes: last ? changesSince(last, view.grants, new Set(view.projects.map(({project}) => project))) : [],
		grants: view.grants,
		hidden: view.projects.filter(({onlyOwnVisible}) => onlyOwnVisible).map(({project}) => project),
	};
}

/** Grants that came, went or became others; of a project that is not seen now, nothing is said. */
export function changesSince(
	last: ReviewedAccess,
	grants: readonly AccessGrant[],
	seen: ReadonlySet<string>,
): AccessChange[] {
	const key = ({user, project}: AccessGrant) => JSON.stringify([user, project]);
	const before = new Map(last.grants.map(grant => [key(grant), grant]));
	const after = new Map(grants.map(grant => [key(grant), grant]));
	const known = new Set(last.projects);
	return [...new Set([...before.keys(), ...after.keys()])]
		.flatMap((id): AccessChange[] => {
			const [was, is] = [before.get(id), after.get(id)];
			const grant = is ?? was;
			if (!grant || !seen.has(grant.project)) return [];
			const roles = {before: was?.roles ?? null, after: is?.roles ?? null};
			if (JSON.stringify(roles.before) === JSON.stringify(roles.after)) return [];
			return [{user: grant.user, project: grant.project, newProject: !known.has(grant.project), ...roles}];
		})
		.sort((a, b) => naturally(a.project, b.project) || naturally(a.user, b.user));
}
