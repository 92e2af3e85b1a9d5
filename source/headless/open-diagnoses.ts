import {Diagnoses} from '../state/diagnoses.js';
import {KeptDiagnoses} from '../state/kept-diagnoses.js';
import type {Context} from './context.js';

/** Why jobs of this site failed: what earlier runs kept, and what is read now. */
export async function openDiagnoses({connect, paths}: Context): Promise<Diagnoses> {
	const {client, siteName} = await connect();
	return new Diagnoses(client, new KeptDiagnoses(paths.cache, siteName));
}
