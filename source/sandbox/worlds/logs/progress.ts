/** What gears say while all is well, in the notation of `failure.ts`. Some of it only looks bad. */
const work = '/flywheel/v0/workdir';

const bids = [
	'@INFO flywheel_gear_toolkit.context.context Destination is analysis={analysis}',
	'@INFO flywheel_gear_toolkit.context.context Config "gear-log-level=INFO"',
	'@INFO __main__ os.cpu_count() = 8',
	'@WARNING flywheel Client version 19.5.0 does not match server version 22.3.9. Please update your client version!',
	'@INFO utils.bids.download_run_level Downloading BIDS for session "{session}"',
	'@INFO flywheel_bids.export_bids Downloading file: sub-{sub}_ses-{ses}_T1w.nii.gz',
	'@INFO flywheel_bids.export_bids Downloading file: sub-{sub}_ses-{ses}_task-rest_bold.nii.gz',
	`@INFO utils.bids.download_run_level Found BIDS path ${work}/bids`,
];

function command(tool: string, more: string): string[] {
	return [
		'@INFO __main__ Executing command:',
		` ${tool} ${work}/bids /flywheel/v0/output/{analysis} participant --participant-label {sub}${more}`,
	];
}

export const progress: Record<string, string[]> = {
	'bids-mriqc': [
		...bids,
		...command('mriqc', ' --no-sub'),
		'  Running MRIQC version 24.0.2',
		'~INFO [Node] Finished "synthstrip", elapsed time 61.204s.',
		`~INFO [Node] Setting-up "mriqc_wf.anatMRIQC.ComputeIQMs.measures" in "${work}/mriqc_wf/anatMRIQC/ComputeIQMs/measures".`,
		' file NULL does not exist .',
		'~INFO [Node] Finished "head_mask", elapsed time 18.730s.',
		'~INFO [Node] Finished "estimate_hm", elapsed time 402.118s.',
		'@INFO __main__ Zipping sub-{sub}_ses-{ses}_T1w.html',
	],
	'bids-fmriprep': [
		...bids,
		...command('fmriprep', ' --output-spaces MNI152NLin2009cAsym:res-2 fsaverage5'),
		'~IMPORTANT Running fMRIPrep version 24.1.1',
		'~INFO [Node] Finished "brain_extraction_wf", elapsed time 511.904s.',
		'~WARNING No fieldmaps estimated for bold series, using none.',
		'~INFO [Node] Finished "autorecon1", elapsed time 1844.330s.',
		'~INFO [Node] Finished "autorecon2_vol", elapsed time 5120.771s.',
		`~INFO [Node] Setting-up "fmriprep_24_1_wf.sub_{sub}_wf.bold_task_rest_wf.bold_fit_wf" in "${work}/fmriprep_24_1_wf/sub_{sub}_wf".`,
		'~INFO [Node] Finished "bbregister", elapsed time 377.019s.',
		'~IMPORTANT fMRIPrep finished successfully!',
	],
	'bids-qsiprep': [
		...bids,
		...command('qsiprep', ' --output-resolution 1.7'),
		'~IMPORTANT Running qsiprep version 0.21.4:',
		'~INFO [Node] Finished "denoiser", elapsed time 240.115s.',
		'~INFO [Node] Finished "topup", elapsed time 1310.662s.',
		'~INFO [Node] Finished "eddy", elapsed time 7702.480s.',
		'~INFO [Node] Finished "dwi_transform", elapsed time 690.202s.',
	],
	'bids-hcp': [
		...bids,
		'@INFO __main__ Running HCP Structural Pipelines',
		'{date}:PreFreeSurferPipeline.sh: Averaging T1w Images',
		'{date}:PreFreeSurferPipeline.sh: Atlas Registration to MNI152: FLIRT + FNIRT',
		'{date}:FreeSurferPipeline.sh: Call custom recon-all',
		'{date}:PostFreeSurferPipeline.sh: Create Native Myelin Maps',
		'{date}:GenericfMRIVolumeProcessingPipeline.sh: Motion Correction',
		'{date}:GenericfMRISurfaceProcessingPipeline.sh: Completed!',
	],
	'freesurfer-recon-all': [
		'@INFO flywheel_gear_toolkit.context.context Destination is analysis={analysis}',
		"@INFO __main__ Using '{sub}' as subject_id",
		'INFO: SUBJECTS_DIR is /flywheel/v0/freesurfer/subjects',
		'#@# MotionCor {date}',
		'#@# Talairach {date}',
		'#@# Nu Intensity Correction {date}',
		'#@# Skull Stripping {date}',
		'#@# CA Reg {date}',
		'#@# Tessellate lh {date}',
		'#@# Fix Topology lh {date}',
		'recon-all -s {sub} finished without error at {date}',
	],
	'curate-bids': [
		'@INFO flywheel_gear_toolkit.context.context Destination is analysis={analysis}',
		'@INFO fw_curate_bids.main Starting BIDS Curation',
		'@INFO flywheel_bids.curate_bids Curating subject {subject}',
		'@WARNING flywheel_bids.curate_bids anat-scout is ignored by the template',
		'@INFO flywheel_bids.curate_bids Resolving IntendedFor of fieldmaps',
		'@INFO fw_curate_bids.main Writing 4 reports',
	],
	'hierarchy-curator': [
		'@INFO flywheel_gear_toolkit.context.context Destination is analysis={analysis}',
		'@INFO __main__ Loading curator from /flywheel/v0/input/curator/completeness_curator.py',
		'@INFO completeness_curator Session {session}: 7 of 7 acquisitions as expected',
		'@INFO completeness_curator Run Downstream Analyses: true',
	],
	dcm2niix: [
		'@INFO dcm2niix_gear.dcm2niix.arrange Arrange dcm2niix input.',
		"Chris Rorden's dcm2niiX version v1.0.20240202  (JP2:OpenJPEG) (JP-LS:CharLS) GCC12.2.0 x86-64 (64-bit Linux)",
		'Found 1440 DICOM file(s)',
		'Warning: Siemens XA exported as classic not enhanced DICOM (issue 236)',
		`Convert 1440 DICOM as ${work}/out (104x104x60x24)`,
		'@INFO dcm2niix_gear.dcm2niix.metadata Capturing metadata.',
	],
	'file-metadata-importer': [
		'@INFO fw_gear_file_metadata_importer.main Processing /flywheel/v0/input/input-file/{file}',
		'@INFO fw_gear_file_metadata_importer.files.dicom Reading member 1 of 208',
		'@INFO fw_gear_file_metadata_importer.files.dicom Reading member 208 of 208',
		'@INFO fw_gear_file_metadata_importer.main 212 fields kept',
	],
	'my-brain-souvenir': [
		'@INFO flywheel_gear_toolkit.context.context Destination is analysis={analysis}',
		'@INFO __main__ Found anat-T1w_acq-mpr08',
		'@INFO __main__ Taking the face off',
		'@INFO __main__ Drawing 96 frames',
		'@INFO __main__ Wrote anat-T1w_acq-mpr08_defaced.gif',
	],
};

/** The program that a gear wraps, as its own messages name it. */
export function toolOf(gear: string): string {
	return gear.replace(/^bids-/, '').replace('freesurfer-', '');
}
