import type {Evidence, Finding, UnsortedSession} from '../model/unsorted.js';
import {finding, isHashed, type Reading, readAccession} from './accession.js';
import {readRoutedLabel} from './routed-label.js';
import {shown} from './text.js';

/** What there is to read for one session, and where it came from. */
export interface Told {
	accession: string | null;
	source: UnsortedSession['accessionSource'];
	readings: Reading[];
	findings: Finding[];
}

function typedNow(accession: string, groups: ReadonlySet<string>): Told {
	const readings = readAccession(accession, groups);
	const findings = readings.length > 0 ? [] : [finding('unreadable', `${shown(accession)} holds nothing to read.`)];
	return {accession, source: 'typed', readings, findings};
}

/** What a person types now; else the header's accession number; else what Flywheel's label has kept of it. */
export function whatWasTyped(evidence: Evidence, groups: ReadonlySet<string>): Told {
	if (evidence.typedAccession !== undefined) return typedNow(evidence.typedAccession, groups);
	const header = evidence.headerAccession?.trim() ? evidence.headerAccession : null;
	const hashed = header !== null && isHashed(header);
	if (header !== null && !hashed) {
		const readings = readAccession(header, groups);
		const findings = readings.length > 0 ? [] : [finding('unreadable', `${shown(header)} holds nothing to read.`)];
		return {accession: header, source: 'header', readings, findings};
	}
	const why = hashed
		? finding('hashed', 'The accession number was replaced by a digest when the data were de-identified.')
		: finding('unreadable', 'The header holds no accession number.');
	const kept = readRoutedLabel(evidence.session)?.project ?? '';
	if (kept.trim() === '' || isHashed(kept)) return {accession: null, source: null, readings: [], findings: [why]};
	return {accession: kept, source: 'label', readings: readAccession(kept, groups), findings: [why]};
}

/** The patient's ID, where somebody typed there what belongs into the accession number. */
export function patientReadings(evidence: Evidence, groups: ReadonlySet<string>): Reading[] {
	const [only, ...others] = evidence.patientIds ?? [];
	if (only === undefined || others.length > 0) return [];
	return readAccession(only, groups)
		.filter(({parts}) => parts.length > 1)
		.map(reading => ({...reading, findings: []}));
}
