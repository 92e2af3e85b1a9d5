import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vitest/config';

export default defineConfig({
	root: fileURLToPath(new URL('..', import.meta.url)),
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		environment: 'node',
		// Own processes, because tests of the real binary open terminals and signal handlers; two,
		// because more would starve the programs that those tests start.
		pool: 'forks',
		maxWorkers: 2,
		testTimeout: 60_000,
		hookTimeout: 60_000,
		teardownTimeout: 10_000,
		restoreMocks: true,
		// Tests set what they need: nothing of the person's own login or colours may leak in.
		env: {FW_KEY: '', NO_COLOR: ''},
		reporters: ['default'],
	},
});
