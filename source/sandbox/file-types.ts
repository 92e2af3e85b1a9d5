const types: [RegExp, string, string][] = [
	[/\.dicom\.zip$|\.dcm(?:\.zip)?$|\.ima$/i, 'dicom', 'application/dicom'],
	[/\.nii(?:\.gz)?$/i, 'nifti', 'application/octet-stream'],
	[/\.bvals?$/i, 'bval', 'text/plain'],
	[/\.bvecs?$/i, 'bvec', 'text/plain'],
	[/\.zip$/i, 'archive', 'application/zip'],
	[/\.tgz$|\.tar(?:\.gz)?$/i, 'archive', 'application/gzip'],
	[/\.csv$|\.tsv$/i, 'tabular data', 'text/csv'],
	[/\.json$/i, 'source code', 'application/json'],
	[/\.py$|\.m$|\.sh$/i, 'source code', 'text/plain'],
	[/\.html?$/i, 'HTML', 'text/html'],
	[/\.pdf$/i, 'pdf', 'application/pdf'],
	[/\.md$/i, 'markdown', 'text/markdown'],
	[/\.txt$|\.log$/i, 'text', 'text/plain'],
	[/\.png$|\.jpe?g$/i, 'image', 'image/png'],
	[/\.dat$/i, 'raw', 'application/octet-stream'],
];

/** Flywheel's type and the mimetype that a file's name suggests. */
export function typeOfName(name: string): {type: string | null; mimetype: string} {
	const found = types.find(([pattern]) => pattern.test(name));
	return found ? {type: found[1], mimetype: found[2]} : {type: null, mimetype: 'application/octet-stream'};
}
