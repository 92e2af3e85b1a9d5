import type {Rule} from '../rule.js';

const missing: Rule[] = [
	{
		cause: 'missing-input',
		pattern: /no BIDS data was found to download/,
		example: 'No BIDS data was found to download',
		source: 'flywheel-apps/bids-fmriprep utils/bids/download_run_level.py',
		advice: 'There are no BIDS data: run curate-bids, look at what is ignored, then retry.',
	},
	{
		cause: 'missing-input',
		pattern:
			/\bno (?:\S+ ){0,4}(?:images?|files?|scans?|runs?|data|series|volumes?|acquisitions?|dicoms?|niftis?|T1w?|T2w?|bold|dwi)\b.{0,40}\b(?:found|available|exists?|present|detected|match(?:es|ed)?)\b/,
		example: 'Exception: No T1w images found for participant 01. All workflows require T1w images.',
		source: 'nipreps/fmriprep fmriprep/workflows/base.py',
	},
	{
		cause: 'missing-input',
		pattern:
			/could not find participant|participant.{0,40}(?:not found|do(?:es)? not exist)|no (?:subjects|participants|sessions) (?:were )?found|unable to find any dicom images/,
		example: 'niworkflows.utils.bids.BIDSError: Could not find participant "01" in "/data".',
		source: 'nipreps/niworkflows niworkflows/utils/bids.py; rordenlab/dcm2niix#15',
	},
	{
		cause: 'missing-input',
		rerun: 'with-changes',
		pattern:
			/(?:input|anatomical input) could not be found in|(?:required|mandatory) input\b.{0,60}\b(?:missing|not (?:provided|given|set|found|specified))|input \S+ is required|no subject dir could be found|number of matching files \(\d+\) less than required|\bno .{0,40}(?:script|file|input|archive|zip)\b.{0,20} (?:was|were) (?:provided|given|selected|supplied)|(?:no|missing) (?:required )?input (?:file|provided|given|named|specified)|input .{0,60}\b(?:was not|is not|not) (?:provided|specified|given|set)\b|must (?:provide|select|supply|specify) (?:an?|the|at least one) (?:\S+ ){0,4}(?:input|file|zip|archive)\b/,
		example: 'Anatomical input could not be found in /flywheel/v0/input/anatomical! Exiting (1)',
		source: 'flywheel-apps/freesurfer-recon-all run.py',
		advice: 'An input was not given: select it and relaunch.',
	},
	{
		cause: 'missing-input',
		rerun: 'with-changes',
		pattern: /FileNotFoundError: .*\/flywheel\/v0\/input\//,
		example: "FileNotFoundError: [Errno 2] No such file or directory: '/flywheel/v0/input/curator/a.py'",
		source: 'python/cpython Objects/exceptions.c; flywheel gear specification, inputs',
		advice: 'An input was not given: select it and relaunch.',
	},
	{
		cause: 'missing-input',
		weight: 'general',
		pattern:
			/^(?:\*\* ?)?error:? (?:loading|opening|reading) \S+|(?:could not|cannot|can ?not|can't|couldn't|failed to|unable to) (?:open|find|read|locate|load) (?:\S+ ){0,3}(?:file|image|volume|dataset|dset|surface|header|directory|folder|input)\b|file(?:name)? \S+ (?:does not|doesn't) exist|(?:image|input|path|directory|folder|file)\b.{0,120}\bdoes(?: not|n't) exist|could not find (?:file|image|the file)|^\w+: cannot (?:stat|open) /,
		example: "** FATAL ERROR: Can't open dataset 'pb00.tcat+orig'",
		source: 'afni/afni src/mri_read.c; FSL newimage; ANTsX/ANTs antsRegistration',
	},
	{
		cause: 'missing-input',
		pattern: /ApiException: \(404\)/,
		example: 'flywheel.rest.ApiException: (404) Reason: Not Found',
		source: 'flywheel-io/sdk-python flywheel/rest.py',
		advice: 'Something it looked up on the site is gone or was never there: check its inputs and labels, then retry.',
	},
];

const damaged: Rule[] = [
	{
		cause: 'bad-input-data',
		pattern:
			/BadGzipFile|CRC check failed|not a gzip(?:ped)? file|compressed file ended before|unexpected end of (?:file|data|input|archive)|invalid compressed data|incorrect (?:header|data) check|zlib\.error|EOFError: ran out of input|unexpected EOF|crc error|gzip: .*(?:not in gzip format|invalid)/,
		example: 'EOFError: Compressed file ended before the end-of-stream marker was reached',
		source: 'nipreps/mriqc#379; GNU gzip, tar',
		advice: 'A compressed file is damaged: convert or send it again, then retry.',
	},
	{
		cause: 'bad-input-data',
		pattern:
			/BadZipFile|is not a zip ?file|not a zip (?:archive|file)|central.directory signature not found|tarfile\.ReadError|input archive is empty|cannot find zipfile directory|incorrect gear input|bad magic number for/,
		example: 'zipfile.BadZipFile: File is not a zip file',
		source: 'python/cpython Lib/zipfile; flywheel-apps/dcm2niix arrange.py',
		advice: 'The archive is empty or damaged: send it again, then retry.',
	},
	{
		cause: 'bad-input-data',
		pattern:
			/ImageFileError|HeaderDataError|HeaderTypeError|WrapStructError|unable to parse header data from this nifti|empty file:|file is empty|mghRead\(|(?:zero|\b0)[ -](?:length|bytes?)\b(?! read)|short read, file|w2 should be positive|not a (?:valid|recogni[sz]ed) (?:nifti|image)|could not read \d+ bytes|(?:be )?read completely|\d+ of \d+ bytes|nifti_image_read|nifti1?read\(|bad binary header|cannot identify image file|array of size 0\b|zero-size array|(?:is|are) not (?:a )?[34]-?D\b|expected (?:a )?[34]-?D\b|expected \d+ bytes,? got \d+|cannot work out file type/,
		example: "nibabel.filebasedimages.ImageFileError: Empty file: '/work/T1w.nii.gz'",
		source: 'nipy/nibabel nibabel/loadsave.py; bids-standard/legacy-validator list.js',
		advice: 'An image can not be read: convert it again, then retry.',
	},
	{
		cause: 'bad-input-data',
		pattern:
			/InvalidDicomError|missing dicom file meta|no valid dicom|unable to find a valid dicom|input file is invalid|(?:unsupported|unknown) transfer syntax|missing images[.?]|expected \d+ \w+,? but (?:only )?(?:found|got|read) \d+|illegal dicom|only loaded \d+ of \d+ bytes|not large enough to store image|myInstanceNumberOrderIsNotSpatial|not a (?:valid )?dicom|dicom .{0,40}(?:corrupt|truncated)|invalid dicom|pixel data .{0,30}(?:missing|length|not found)|no pixel data|JPEG signature .{0,20}not found|(?:unable|failed) to deco(?:de|mpress)|decod(?:e|ing|er) (?:failed|error)|decompress with|'(?:File)?Dataset' object has no attribute '[A-Z]|KeyError: \([0-9a-f]{4}, ?[0-9a-f]{4}\)|conflicting (?:stud|series|subject|patient|identif)\w*|multiple (?:studies|series|patients|StudyInstanceUIDs?) (?:found|in)|conversion aborted|errors found validating input file|cannot extra meta/,
		example: 'No valid DICOM images were found',
		source: 'rordenlab/dcm2niix#397; pydicom/pydicom filereader.py; file-metadata-importer dicom.py (public copy)',
		advice: 'The DICOM files are damaged or incomplete: send the series again, then retry.',
	},
	{
		cause: 'bad-input-data',
		pattern:
			/attempted to .{0,30}images\S* of different sizes|different grid than|inconsistent number of|None of \[Index\(|mismatched dimensions|dimensions? (?:do(?:es)? not|don't|must) (?:be identical|match|agree)|do not all have (?:the )?same|(?:do not|don't|must|does not) (?:occupy the same physical space|have the same (?:number|size|dimension|shape|length))|must have the same (?:dimensions|size|number)|size mismatch|number of (?:bvals|bvecs|volumes|gradients|directions|slices|b-values).{0,60}(?:match|differ|equal|same|smaller|fewer|less than)|bvecs? and bvals?|bvals? and bvecs?|different (?:number of (?:bvals|bvecs|volumes|slices)|dimensions)|field of view .{0,40}different|is different from reference|has different (?:size|shape|affine|orientation|dimensions)|affines? (?:do not|does not|don't) match/,
		example: 'Image Exception : #3 :: Attempted to multiply images of different sizes',
		source: 'Washington-University/HCPpipelines#172; afni/afni; ANTsX/ANTs',
		advice: 'Two inputs do not fit each other: look at both, send or convert them again, then retry.',
	},
	{
		cause: 'bad-input-data',
		pattern:
			/data appears not to be shelled|data seem empty|no valid white matter|talairach(?:_afd)?: .*failed|skull.?strip\w* failed|(?:image|data|volume).{0,12} (?:is|are|seems) (?:empty|all zeros)|has only \d+ (?:volume|dimension|slice|time ?point)s?|(?:volume|image|input|file) has \d+ (?:frames|volumes|dimensions|time ?points)|missing slices?\b|(?:mask|image|volume|brain) (?:is|appears|seems)(?: to be)? empty|empty (?:mask|image|volume)|only one (?:volume|time ?point)|no b ?=? ?0s?\b|could the file be damaged|(?:insufficient|not enough) (?:volumes|time ?points|directions|b0s?|slices)|too few (?:volumes|time ?points|directions)|(?:zero|no) (?:brain )?voxels|fov ?[=:]? ?[\d.]* ?(?:>|exceeds|greater than) ?256|(?:nan|inf)s? (?:found|detected|present) in|too many samples map outside/,
		example: 'RuntimeError: Input inhomogeneity-corrected data seem empty. MRIQC failed to process this dataset.',
		source: 'nipreps/mriqc mriqc/interfaces/anatomical.py; FSL eddy ECScanClasses; freesurfer/freesurfer talairach_afd',
		advice: 'The images are not what the gear can work on: look at them, then leave them out or send them again.',
	},
	{
		cause: 'bad-input-data',
		rerun: 'with-changes',
		pattern:
			/invalid (?:hcp-struct|previous results?|results?) zip|(?:zip|archive) does not contain|no item named .* in the archive/,
		example: 'Invalid hcp-struct zip file.',
		source: 'intermountainneuroimaging/bids-hcp fw_gear_hcp_func/func_main.py',
		advice: 'The wrong archive was given: select the right result and relaunch.',
	},
	{
		cause: 'bad-input-data',
		weight: 'general',
		pattern:
			/JSONDecodeError|UnicodeDecodeError|ParserError: error tokenizing|EmptyDataError|\bcorrupt(?:ed)?\b(?!ed size| double)|\btruncated\b/,
		example: 'json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)',
		source: 'python/cpython Lib/json/decoder.py; pandas-dev/pandas',
	},
];

/** What a validator finds, which may speak of anything: asked before all other rules. */
export const findings: Rule[] = [
	{
		cause: 'bad-input-data',
		pattern:
			/NIFTI_HEADER_UNREADABLE|unable to parse header data from this nifti|\bEMPTY_FILE\b|code: (?:26|28|36|99)\b|NIFTI_TOO_SMALL|GZ_NOT_GZIPPED/,
		example: '1: [ERR] Empty files not allowed. (code: 99 - EMPTY_FILE)',
		source: 'bids-standard/legacy-validator list.js',
		advice: 'An image can not be read: convert it again, then retry.',
	},
	{
		cause: 'invalid-bids',
		weight: 'likely',
		pattern:
			/^\d+: \[ERR\]|^\[ERROR\] [A-Z_]{6,}|\(code: \d+ - [A-Z_]+\)|quick validation failed|does not resemble a BIDS dataset|not part of (?:the )?BIDS specification/,
		example: '1: [ERR] Files with such naming scheme are not part of BIDS specification. (code: 1 - NOT_INCLUDED)',
		source: 'bids-standard/legacy-validator list.js; bids-standard/bids-validator src/issues',
	},
];

const bids: Rule[] = [
	{
		cause: 'invalid-bids',
		pattern:
			/\bbids\.exceptions\.\w|BIDSValidationError|BIDSExportError|BIDSDerivativesValidationError|dataset_description\.json['"]? (?:is|was|does) |trying to decode json from file|BIDS ?(?:validation|layout|root) .{0,30}(?:failed|invalid|error)|not (?:a )?(?:valid )?BIDS(?:[ -](?:valid|compliant))?\b|BIDSConflictingValuesError|multiple files with (?:path|the same)/,
		example: "bids.exceptions.BIDSValidationError: 'dataset_description.json' is missing from project root.",
		source: 'bids-standard/pybids bids/layout/validation.py; flywheel_bids export_bids.py',
	},
	{
		cause: 'invalid-bids',
		pattern:
			/metadata term .{0,40}unavailable|you (?:have to|must) define '|tpattern file .{0,80}values but|not enough distortion groups|(?:phase.?encoding ?direction|EffectiveEchoSpacing|total[- ]?readout[- ]?time|RepetitionTime|Slice ?Timing|IntendedFor|EchoTime\d?|B0FieldIdentifier|TaskName|unwarpdir).{0,100}(?:not (?:defined|found|set|specified|match|valid)|missing|undefined|invalid|required|conflict|mismatch|does not (?:match|exist)|must be|could not|wrong|larger|longer|exceed|beyond)|(?:missing|undefined|unknown|invalid|no|wrong|without|right|required|conflicting|inconsistent|lacks|not (?:specify|contain|define|include|have)) .{0,40}(?:phase.?encoding(?: direction)?|EffectiveEchoSpacing|total[- ]?readout[- ]?time|RepetitionTime|SliceTiming|IntendedFor|EchoTime\d?|TaskName|metadata|sidecar)|KeyError: '(?:PhaseEncodingDirection|EffectiveEchoSpacing|TotalReadoutTime|RepetitionTime|SliceTiming|IntendedFor|EchoTime\d?)'/,
		example: "KeyError: 'TotalReadoutTime'",
		source: 'nipreps/fmriprep#2504; nipreps/sdcflows; intermountainneuroimaging/bids-hcp bids_file_locator.py',
		advice: 'A sidecar lacks or contradicts what the gear needs: mend the metadata, then retry.',
	},
];

export const data: Rule[] = [...damaged, ...bids, ...missing];
