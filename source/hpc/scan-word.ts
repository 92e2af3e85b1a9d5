/**
 * The words that make flydeck's one built file a scan instead of a command. They are for
 * flydeck itself, which starts the file again: a second file to start would be one to lose.
 */
export const scanWord = '_scan';
/** The same as a job of Slurm, which nobody listens to: it keeps its result. */
export const scanJobWord = '_scan-job';
