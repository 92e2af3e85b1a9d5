import {paragraph} from '../../components/paragraph.js';
import {LayeredScreen} from '../../shell/layers.js';
import type {Screen, Shell} from '../../shell/shell.js';
import {TextLayer} from '../../shell/text-layer.js';

const words = [
	'Here will stand the folders of scratch space: how large they are, how old, and what the cluster is about to purge.',
	'This version of flydeck does not scan folders yet, so it shows no numbers rather than guessed ones.',
];

/** Says plainly that there is nothing to see yet. */
export default function createScratch(shell: Shell): Screen {
	const page = new TextLayer<readonly string[]>({
		shell,
		title: 'Scratch',
		noun: '',
		resource: shell.cache.get({name: 'scratch', load: async () => words}),
		lines: (sentences, width) =>
			sentences.flatMap(sentence => ['', ...paragraph(shell.theme, sentence, Math.min(width, 90), {indent: 4})]),
	});
	return new LayeredScreen('scratch', page);
}
