/** How keys are written for people. */
const labels: Record<string, string> = {
	up: '↑',
	down: '↓',
	home: 'Home',
	end: 'End',
	pageup: 'PgUp',
	pagedown: 'PgDn',
	escape: 'esc',
	enter: 'enter',
	space: 'space',
	tab: 'tab',
};

const asciiLabels: Record<string, string> = {...labels, up: 'Up', down: 'Down'};

export function keyLabel(name: string, ascii = false): string {
	return (ascii ? asciiLabels : labels)[name] ?? name;
}
