import type {Context} from '../context.js';
import {toCsv} from '../csv.js';
import {version} from '../version.js';

/** Versions and places. Works without a login, and where nothing was ever saved. */
export async function info({out, paths}: Context): Promise<number> {
	const {config, cache, state, settings, profiles, journal, log, sandbox} = paths;
	const places = {config, cache, state, settings, profiles, journal, log, sandbox};
	const versions = {flydeck: version, node: process.versions.node, platform: `${process.platform}-${process.arch}`};
	const about: Record<string, string> = {...versions, ...places};
	if (out.mode === 'json') out.json({version, versions, paths: places});
	if (out.mode === 'csv') out.data(toCsv([about], Object.keys(about)));
	if (out.mode !== 'text') return 0;
	for (const [name, value] of Object.entries(about)) out.data(`${name.padEnd(9)} ${value}\n`);
	return 0;
}
