import type {NamedCause} from './rule.js';

/** Words that point to a cause where an error has no form that is known, the surest first. */
const words: [NamedCause, RegExp][] = [
	['missing-license', /\blicen[sc]e\b/i],
	[
		'out-of-memory',
		/\b(?:out of|insufficient|not enough|ran out of|more) memory\b|\bmemory (?:limit|exhausted|error)\b/i,
	],
	['disk-full', /\bquota\b|\b(?:disk|storage|device) .{0,20}\bfull\b|\bno (?:free |more )?space\b/i],
	[
		'time-limit',
		/\btime ?limit\b|\b(?:gear|job) timeout\b|\bstill running after\b|\bwall ?time\b|\bran (?:for )?too long\b|\bexceeded .{0,30}\b(?:hours|minutes|seconds)\b/i,
	],
	[
		'permission-or-auth',
		/\bpermission|\bnot permitted\b|\bforbidden\b|\bunauthori[sz]ed\b|\baccess denied\b|\bcredentials?\b|\bnot have (?:access|the right)|\bapi key\b/i,
	],
	[
		'network-or-server',
		/\bconnection\b|\bnetwork\b|\bserver (?:error|unavailable|not|is|did)|\bgateway\b|\bunreachable\b|\btimed out\b|\bresolve host\b|\btimeout\b/i,
	],
	['invalid-bids', /\bBIDS|\bsidecar|phase.?encoding|intendedfor|\bfield ?maps?\b|events\.tsv|dataset_description/i],
	[
		'bad-input-data',
		/\bcorrupt|\btruncat|\bdamaged\b|\bmalformed\b|\bunreadable\b|\bmismatch|\bdo(?:es)? not match\b|\binconsistent\b|\bincomplete\b|\bempty (?:file|image|mask|volume|archive)|\binvalid (?:file|image|header|data|dicom|nifti)|\bnot a valid (?:file|image|nifti|dicom)|\bdimensions?\b|\bmore than one (?:file|image|series)|\bduplicated? (?:files?|entries|instances?)|\bzero.?(?:byte|size)|\btoo (?:small|large|coarse|thick|short|few)\b|\berror reading\b/i,
	],
	[
		'missing-input',
		/\bnot (?:be )?f(?:i|ou)nd\b|\b(?:cannot|can't|unable to|failed to) (?:find|locate)\b|\bnot (?:be )?(?:located|opened|exist)\b|\bdoes(?:n't| not) exist\b|\bmissing\b|\bno such file\b|\bno .{0,40}(?:files?|images?|data|inputs?|scans?|sessions?|acquisitions?)\b|\bwas not provided\b|\bno .{0,60}could be found\b/i,
	],
	[
		'bad-config',
		/\bunrecogni[sz]ed\b|\bnot recogni[sz]ed\b|\bunknown (?:option|argument|flag|value|mode|parameter)|\binvalid\b|\bnot (?:a )?valid\b|\b(?:cannot (?:be )?run|not being run) (?:at|on)\b|\bnot supported\b|\bunsupported\b|\bmust (?:be|have|set|specify)\b|\bconfig|\bsettings?\b|\bparameters?\b|\boptions?\b|\bis required\b/i,
	],
];

/** The cause that the words of an error point to; null where they point nowhere. */
export function hintOf(text: string): NamedCause | null {
	return words.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}
