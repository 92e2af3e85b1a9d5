import type {Place} from './flywheel.js';

/**
 * One Unsorted session as the contract gives it (`S` there): what the console sent, what is
 * wrong with it, where it should go. The JSON of `flydeck unsorted` is this, field for field.
 */
import type {SetAside} from './notes.js';

export type Confidence = 'high' | 'medium' | 'low';

export interface Finding {
	code: string;
	message: string;
}

export interface PrivacyFinding extends Finding {
	where: string;
}

export interface Suggestion {
	group: string;
	project: string;
	/** null where it can't be known. */
	subject: string | null;
	/** null where neither the console nor the study's habit tells it. */
	session: string | null;
	/** 0 to 1; only its order means anything. */
	score: number;
	confidence: Confidence;
	newSubject: boolean;
	conflicts: string[];
	reasons: string[];
}

export interface UnsortedSession {
	id: string;
	group: string;
	subject: string;
	session: string;
	timestamp: string | null;
	/** Whole days since the scan arrived. */
	ageDays: number;
	accession: string | null;
	accessionSource: 'header' | 'label' | 'typed' | null;
	problems: Finding[];
	/** Best first, at most five. */
	suggestions: Suggestion[];
	privacy: PrivacyFinding[];
	blockers: Finding[];
	/** The Unsorted it lies in. */
	projectId?: string;
	/** Somebody's word that it can wait; null where it waits for a person now. */
	setAside?: SetAside | null;
	/** What people noted on it, the oldest first. */
	notes?: {text: string; user: string; created: string | null}[];
}

/** What is known of one Unsorted session before anybody judges it. */
export interface Evidence {
	id: string;
	group: string;
	subject: string;
	session: string;
	timestamp: string | null;
	created: string | null;
	modified: string | null;
	uid: string | null;
	operator: string | null;
	/** AccessionNumber of the DICOM header, raw; null where there is none. */
	headerAccession: string | null;
	/** What a person types in its place, who has read it elsewhere. */
	typedAccession?: string | undefined;
	referringPhysician: string | null;
	studyDescription: string | null;
	/** Study times seen in the headers of the session, ISO where parseable. */
	studyDates: string[];
	/** PatientIDs seen in the headers, each once; two mean that two people share the session. */
	patientIds?: string[];
	/** Accession numbers seen in the headers, each once. */
	accessions?: string[];
	/** States of jobs on it that are not final. */
	activeJobs: number;
	/** Its series with a header, by time: whose each is, where one session holds two people or two days. */
	series?: Series[];
	/** Header fields that say who was scanned, with what they hold. */
	personal?: {field: string; value: string}[];
	/** The Unsorted it is in. */
	home?: Pick<KnownProject, 'locked' | 'writable'>;
}

export interface Series {
	label: string;
	/** ISO date and time of the study. */
	at: string | null;
	patient: string | null;
	accession: string | null;
}

/** One project the person can see, with the labels it already holds. */
export interface KnownProject {
	id: string;
	group: string;
	label: string;
	locked: boolean;
	/** Whether this person may create sessions there; null where it can't be told. */
	writable: boolean | null;
	subjects: {label: string; sessions: string[]}[];
	/** When its sessions were scanned and by whom, where that was read. */
	scans?: Scan[];
}

/** A scan that a lab has planned. */
export interface ExpectedScan {
	/** YYYY-MM-DD. */
	date: string;
	group: string | null;
	project: string;
	subject: string;
	session: string | null;
}

/** A session that was moved out of Unsorted before. */
export interface Correction {
	at: string;
	/** The session's label in Unsorted. */
	label: string;
	to: Place;
}

export interface Scan {
	at: string | null;
	operator: string | null;
}
