import type {Container} from '../../model/flywheel.js';
import {linkHandlers} from '../../shell/link-handlers.js';
import {loaders} from '../../shell/loaders.js';
import {PageLayer} from '../../shell/page-layer.js';
import type {Handlers} from '../../shell/shell.js';
import type {Readable} from '../../state/resource.js';
import {containerLines, fileLines} from './facts.js';
import type {Spot} from './spot.js';
import {fileId} from './state.js';
import {toJobs, type Way} from './way.js';

/** Everything known of one container. */
export function metadataPage(way: Way, spot: Spot): PageLayer<Container> {
	return new PageLayer<Container>({
		shell: way.shell,
		title: spot.path,
		resource: way.shell.cache.get(loaders(way.shell).container(spot.kind, spot.id)),
		lines: containerLines,
		commands: () => pageCommands(way, spot, spot.id),
	});
}

/** Everything known of one file, as the container that holds it tells. */
export function filePage(
	way: Way,
	spot: Spot,
	holder: Readable<Container>,
	{id, name}: {id: string; name: string},
): PageLayer<Container> {
	return new PageLayer<Container>({
		shell: way.shell,
		title: `${spot.path}/${name}`,
		resource: holder,
		lines: ({files}) => {
			const file = files.find(one => fileId(one) === id);
			return file ? fileLines(file) : [{text: 'This file is no longer there.'}];
		},
		commands: () => pageCommands(way, spot, id),
	});
}

function pageCommands(way: Way, spot: Spot, id: string): Handlers {
	const {shell} = way;
	return {
		'copy-id': {run: () => shell.copy(id, 'the id')},
		...linkHandlers(shell, spot.link),
		'session-jobs': toJobs(way, spot),
	};
}
