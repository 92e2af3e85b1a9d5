import {homedir} from 'node:os';
import {expect, test} from 'vitest';
import {appPaths} from '../../source/config/paths.js';

test('the XDG folders, each with its default', () => {
	expect(appPaths({HOME: '/home/ra1', XDG_STATE_HOME: '/var/state', XDG_CACHE_HOME: 'relative'})).toMatchObject({
		config: '/home/ra1/.config/flydeck',
		state: '/var/state/flydeck',
		cache: '/home/ra1/.cache/flydeck',
		journal: '/var/state/flydeck/journal.jsonl',
		flywheelUser: '/home/ra1/.config/flywheel/user.json',
	});
	expect(appPaths({}).config).toBe(`${homedir()}/.config/flydeck`);
});

test('FLYDECK_HOME gathers all three, whatever XDG says', () => {
	const paths = appPaths({FLYDECK_HOME: '/srv/deck', XDG_CONFIG_HOME: '/etc/xdg', HOME: '/home/ra1'});
	expect([paths.config, paths.cache, paths.state]).toEqual(['/srv/deck/config', '/srv/deck/cache', '/srv/deck/state']);
});
