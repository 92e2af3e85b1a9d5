import {afterEach, expect, it} from 'vitest';
import {startTerminal, type TestTerminal} from '../helpers/pty.js';
import {type TestSandbox, withSandbox} from '../helpers/with-sandbox.js';

let terminal: TestTerminal | undefined;
afterEach(() => terminal?.kill('SIGKILL'));

const world = {
	users: [
		{_id: 'admin@lab.example', roles: ['site_admin' as const], key: 'secret'},
		{_id: 'new@lab.example', roles: ['user' as const], key: 'new-secret'},
	],
	groups: [{_id: 'smith', label: 'Smith Lab'}],
	projects: [{group: 'smith', label: 'NAP', subjects: []}],
};

async function open(server: TestSandbox, secret: string): Promise<TestTerminal> {
	terminal = await startTerminal([], {cols: 100, key: server.keyOf(secret)});
	return terminal;
}

const footer = (lines: string[]) => lines.at(-1) ?? '';

it('offers nothing to do to a row where there is none', async () => {
	await withSandbox(world, async server => {
		const shown = await open(server, 'secret');
		await shown.waitFor('THIS MORNING');
		await server.faults([{path: '/api/jobs', mode: 'status', status: 400, times: 0}]);
		shown.type('4');
		const unread = await shown.waitFor(lines => lines.some(line => line.includes('r reads again')));
		expect(footer(unread)).not.toMatch(/retry|cancel/);
		await server.faults([]);
		shown.type('r');
		const empty = await shown.waitFor('No job that you can see');
		expect(footer(empty)).not.toMatch(/retry|cancel/);
		expect(footer(empty)).toMatch(/\? help +q quit$/);
	});
});

it('tells somebody who sees no project just that, and whom to ask', async () => {
	await withSandbox(world, async server => {
		const shown = await open(server, 'new-secret');
		const lines = await shown.waitFor('No project of this site is visible to you.');
		expect(lines.join('\n')).toContain('Ask an admin of your lab');
		expect(lines.join('\n')).not.toContain('sessions wait in Unsorted');
		expect(lines.join('\n')).not.toContain('✔');
	});
});
