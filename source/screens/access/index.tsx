import {LayeredScreen} from '../../shell/layers.js';
import type {Screen, Shell} from '../../shell/shell.js';
import {AccessLayer} from './access-layer.js';

/** Who may do what where, as people × projects; `enter` picks another role. */
export default function createAccess(shell: Shell): Screen {
	return new LayeredScreen('access', new AccessLayer(shell));
}
