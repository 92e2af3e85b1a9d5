/**
 * The word that makes flydeck's one built file a scan instead of a command. It is for flydeck
 * itself, which starts the file again: a second file to start would be one to lose.
 */
export const scanWord = '_scan';
