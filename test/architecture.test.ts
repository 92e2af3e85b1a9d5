import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import {describe, expect, it} from 'vitest';
import {areaOf, lineOf, readModules, readTests, repoRoot, type SourceModule, walk} from './helpers/source-tree.js';

const modules = readModules();

/**
 * Which areas of source/ an area may import. An area that is missing here is a folder that
 * nobody has placed yet: place it before filling it.
 */
const mayImport: Record<string, string[]> = {
	model: [],
	format: ['model'],
	config: ['model'],
	triage: ['model'],
	diagnosis: ['model', 'format'],
	keys: ['model', 'config'],
	theme: ['model', 'config'],
	terminal: ['model', 'config', 'format'],
	sandbox: ['model'],
	hpc: ['model', 'config', 'format'],
	api: ['model', 'config', 'format'],
	operations: ['model', 'config', 'format', 'api', 'triage', 'diagnosis', 'hpc'],
	state: ['model', 'config', 'format', 'api', 'triage', 'diagnosis', 'hpc'],
	components: ['model', 'theme', 'format', 'terminal', 'keys'],
	hooks: [
		...['model', 'config', 'format', 'api', 'operations', 'state', 'triage', 'diagnosis'],
		...['keys', 'theme', 'terminal'],
	],
	// What all screens stand on: layers, dialogs, the flow of a change. It knows no screen.
	shell: [
		...['model', 'config', 'format', 'api', 'operations', 'state', 'triage', 'diagnosis'],
		...['keys', 'theme', 'terminal', 'components', 'hooks'],
	],
	screens: [
		...['model', 'config', 'format', 'operations', 'state', 'triage', 'diagnosis'],
		...['keys', 'theme', 'terminal', 'components', 'hooks', 'shell'],
	],
	app: [
		...['model', 'config', 'format', 'api', 'operations', 'state', 'triage', 'diagnosis', 'hpc'],
		...['keys', 'theme', 'terminal', 'components', 'hooks', 'shell', 'screens'],
	],
	headless: [
		...['model', 'config', 'format', 'api', 'operations', 'state', 'triage', 'diagnosis', 'hpc'],
		...['keys', 'theme', 'terminal', 'sandbox'],
	],
};

/** Where React and Ink may be: whatever draws. */
const mayDraw = new Set(['components', 'hooks', 'shell', 'screens', 'app', 'cli', 'theme', 'keys', 'terminal']);
/** Run by `npm run docs` alone, never by flydeck: it prints and rewrites the readme. */
const developerTools = new Set(['source/keys/write-readme.ts']);
/** Stands in for a package that has a default export, so it must have one. */
const standIns = new Set(['source/terminal/no-devtools.ts']);
const drawing = /^(react|ink|@inkjs)($|[/-])/;
const processes = /^(node:)?child_process$/;
const sockets = /^((node:)?(net|tls|dgram|http|https|http2)|got|undici|ws)($|\/)/;
const fileModule = /^(node:)?fs(\/promises)?$/;
const writesFiles =
	/^(writeFile|appendFile|write|writev|mkdir|mkdtemp|rm|rmdir|unlink|rename|copyFile|cp|truncate|ftruncate|chmod|symlink|link|utimes)(Sync)?$|^createWriteStream$/;

/** One broken rule per line, so that a failure is read without a debugger. */
function expectNone(broken: string[]): void {
	expect(broken.join('\n')).toBe('');
}

function at(module: SourceModule, line: number, rule: string): string {
	return `${module.file}:${line} ${rule}`;
}

/** Names of the methods that change a site, read from their declaration so that new ones are held too. */
function writerMethods(): Set<string> {
	const declared = modules.find(module => module.file === 'source/api/flywheel.ts');
	const names = new Set<string>();
	declared?.ast.forEachChild(node => {
		if (!ts.isInterfaceDeclaration(node) || node.name.text !== 'FlywheelWriter') return;
		for (const member of node.members) if (member.name && ts.isIdentifier(member.name)) names.add(member.name.text);
	});
	return names;
}

function named(node: ts.Node, object: string, property: string): boolean {
	return (
		ts.isPropertyAccessExpression(node) &&
		node.name.text === property &&
		ts.isIdentifier(node.expression) &&
		node.expression.text === object
	);
}

describe('who may import whom', () => {
	it('every folder of source/ has its place in the import rules', () => {
		const areas = new Set(modules.map(module => module.area));
		expectNone(
			[...areas].filter(area => area !== 'cli' && !(area in mayImport)).map(area => `source/${area} is unplaced`),
		);
	});

	it('lower layers never import higher ones', () => {
		const broken = modules.flatMap(module =>
			module.imports.flatMap(link => {
				if (!link.target || link.target === 'package.json' || module.area === 'cli') return [];
				const area = areaOf(link.target.replace(/\.js$/, '.ts'));
				if (area === module.area || mayImport[module.area]?.includes(area)) return [];
				return at(module, link.line, `${module.area} must not import ${area} (${link.specifier})`);
			}),
		);
		expectNone(broken);
	});

	it('components take nothing but types from model', () => {
		const broken = modules.flatMap(module =>
			module.imports
				.filter(link => module.area === 'components' && link.target?.startsWith('source/model/') && !link.typeOnly)
				.map(link => at(module, link.line, 'components import only types of model: use `import type`')),
		);
		expectNone(broken);
	});

	it('no screen imports another screen', () => {
		const screenOf = (file: string) => file.split('/')[2];
		const broken = modules
			.filter(module => module.area === 'screens')
			.flatMap(module =>
				module.imports
					.filter(link => link.target?.startsWith('source/screens/') && screenOf(link.target) !== screenOf(module.file))
					.map(link => at(module, link.line, `screens must not import one another (${link.specifier})`)),
			);
		expectNone(broken);
	});

	it('React and Ink stay where things are drawn', () => {
		const broken = modules
			.filter(module => !mayDraw.has(module.area))
			.flatMap(module =>
				module.imports
					.filter(link => drawing.test(link.specifier))
					.map(link => at(module, link.line, `${module.area} must not import ${link.specifier}`)),
			);
		expectNone(broken);
	});
});

describe('who may do what', () => {
	it('only hpc starts processes', () => {
		const broken = modules
			.filter(module => module.area !== 'hpc')
			.flatMap(module =>
				module.imports
					.filter(link => processes.test(link.specifier))
					.map(link => at(module, link.line, 'only hpc starts processes')),
			);
		expectNone(broken);
	});

	it('only api opens sockets; the sandbox listens', () => {
		const broken = modules
			.filter(module => module.area !== 'api' && module.area !== 'sandbox')
			.flatMap(module => [
				...module.imports
					.filter(link => sockets.test(link.specifier) && !link.typeOnly)
					.map(link => at(module, link.line, `only api opens sockets (${link.specifier})`)),
				...callsOf(module, 'fetch').map(line => at(module, line, 'only api opens sockets (fetch)')),
			]);
		expectNone(broken);
	});

	it('only operations changes a site', () => {
		const methods = writerMethods();
		expect(methods.size, 'FlywheelWriter in source/api/flywheel.ts has no methods: has it moved?').toBeGreaterThan(0);
		const exempt = new Set(['operations', 'api', 'sandbox']);
		const broken: string[] = [];
		for (const module of modules.filter(candidate => !exempt.has(candidate.area)))
			walk(module.ast, node => {
				if (ts.isPropertyAccessExpression(node) && methods.has(node.name.text))
					broken.push(at(module, lineOf(module.ast, node), `only operations calls ${node.name.text}`));
			});
		expectNone(broken);
	});

	it('only operations, config, state, hpc and the sandbox write files; headless those that a person named', () => {
		const allowed = new Set(['operations', 'config', 'state', 'hpc', 'sandbox', 'headless']);
		const broken = modules
			.filter(module => !allowed.has(module.area) && !developerTools.has(module.file))
			.flatMap(fileWrites);
		expectNone(broken);
	});

	it('only terminal touches process.stdout, and nothing prints through console', () => {
		const broken: string[] = [];
		for (const module of modules.filter(candidate => !developerTools.has(candidate.file)))
			walk(module.ast, node => {
				const line = () => lineOf(module.ast, node);
				if (named(node, 'process', 'stdout') && module.area !== 'terminal' && module.area !== 'cli')
					broken.push(at(module, line(), 'only terminal and cli.tsx touch process.stdout'));
				if (ts.isPropertyAccessExpression(node) && node.expression.getText() === 'console')
					broken.push(at(module, line(), 'streams are passed in: no console'));
			});
		expectNone(broken);
	});
});

function callsOf(module: SourceModule, name: string): number[] {
	const lines: number[] = [];
	walk(module.ast, node => {
		if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === name)
			lines.push(lineOf(module.ast, node));
	});
	return lines;
}

function fileWrites(module: SourceModule): string[] {
	const links = module.imports.filter(link => fileModule.test(link.specifier) && !link.typeOnly);
	const broken = links.flatMap(link =>
		link.names
			.filter(name => writesFiles.test(name))
			.map(name => at(module, link.line, `${module.area} must not write files (${name})`)),
	);
	const bound = new Set(links.map(link => link.local).filter(local => local !== null));
	walk(module.ast, node => {
		if (!ts.isPropertyAccessExpression(node) || !writesFiles.test(node.name.text)) return;
		if (bound.has(node.expression.getText(module.ast)))
			broken.push(at(module, lineOf(module.ast, node), `${module.area} must not write files (${node.name.text})`));
	});
	return broken;
}

describe('sizes', () => {
	const limits: Record<string, number> = {'cli.tsx': 80, 'source/app.tsx': 100};

	it('files have at most 300 lines', () => {
		const broken = modules
			.filter(module => module.lines > (limits[module.file] ?? 300))
			.map(module => `${module.file} has ${module.lines} lines, more than ${limits[module.file] ?? 300}`);
		expectNone(broken);
	});

	it('functions have at most 50 lines', () => {
		const broken: string[] = [];
		for (const module of modules)
			walk(module.ast, node => {
				if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return;
				const start = lineOf(module.ast, node);
				const length = module.ast.getLineAndCharacterOfPosition(node.end).line + 2 - start;
				if (length > 50) broken.push(at(module, start, `function of ${length} lines, more than 50`));
			});
		expectNone(broken);
	});

	it('half of the files have at most 115 lines', () => {
		const sorted = modules.map(module => module.lines).sort((a, b) => a - b);
		expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(115);
	});
});

function mayDefault(file: string): boolean {
	return standIns.has(file) || /^source\/screens\/[^/]+\/index\.tsx$/.test(file);
}

describe('habits', () => {
	it('only screens have a default export', () => {
		const broken: string[] = [];
		for (const module of modules.filter(candidate => !mayDefault(candidate.file)))
			walk(module.ast, node => {
				const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
				if (ts.isExportAssignment(node) || modifiers.some(modifier => modifier.kind === ts.SyntaxKind.DefaultKeyword))
					broken.push(at(module, lineOf(module.ast, node), 'default exports are for screens alone'));
			});
		expectNone(broken);
	});

	it('module names are kebab-case', () => {
		const broken = modules
			.flatMap(module => module.file.replace(/^source\//, '').split('/'))
			.filter(part => !/^[a-z0-9]+(-[a-z0-9]+)*(\.tsx?)?$/.test(part));
		expectNone(broken);
	});

	it('tests run the real modules', () => {
		const mocks = /^(mock|doMock|unstable_mockModule)$/;
		const broken = readTests().flatMap(module => {
			const lines: string[] = [];
			walk(module.ast, node => {
				if (ts.isPropertyAccessExpression(node) && node.expression.getText() === 'vi' && mocks.test(node.name.text))
					lines.push(at(module, lineOf(module.ast, node), 'no module mocks: pass a fake in, or use the sandbox'));
			});
			return lines;
		});
		expectNone(broken);
	});
});

describe('the repo', () => {
	it('has only the expected entries at the top', () => {
		const expected = new Set([
			...['.biome.jsonc', '.ci', '.gitignore', '.npmrc', 'changelog.md', 'cli.tsx', 'license', 'media'],
			...['package-lock.json', 'package.json', 'readme.md', 'source', 'test', 'tsconfig.json'],
		]);
		const tracked = execFileSync('git', ['ls-files'], {cwd: repoRoot, encoding: 'utf8'}).trim().split('\n');
		const top = new Set(tracked.map(file => file.split('/')[0] ?? ''));
		expectNone([...top].filter(entry => !expected.has(entry)).map(entry => `${entry} is not expected at the top`));
	});

	it('keeps download addresses out of the lock file', () => {
		const lock = readFileSync(path.join(repoRoot, 'package-lock.json'), 'utf8');
		const broken = lock
			.split('\n')
			.flatMap((line, index) =>
				/"resolved":|https?:\/\/(?!opencollective|github|.*fund)/.test(line) ? [index + 1] : [],
			);
		expectNone(broken.map(line => `package-lock.json:${line} names a download address`));
	});

	it('pins every package to one version', () => {
		const manifest: unknown = JSON.parse(readFileSync(path.join(repoRoot, 'package.json'), 'utf8'));
		const {dependencies, devDependencies} = manifest as Record<string, Record<string, string>>;
		const broken = Object.entries({...dependencies, ...devDependencies})
			.filter(([, version]) => !/^(npm:@?[^@]+@)?\d+\.\d+\.\d+$/.test(version))
			.map(([name, version]) => `${name} is "${version}", not one exact version`);
		expectNone(broken);
	});
});
