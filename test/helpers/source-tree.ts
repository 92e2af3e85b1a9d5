import {readFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import ts from 'typescript';

export const repoRoot = fileURLToPath(new URL('../..', import.meta.url));

/** One import, re-export or `import()` of a module. */
export interface ImportLink {
	/** As written. */
	specifier: string;
	/** True where nothing of it is left at run time. */
	typeOnly: boolean;
	/** Names imported; empty for `import x from`, `* as` and `import()`. */
	names: string[];
	/** Name that the default import or the namespace is bound to. */
	local: string | null;
	line: number;
	/** Path from the repo's root, for our own modules; null for packages. */
	target: string | null;
}

export interface SourceModule {
	/** From the repo's root, with slashes. */
	file: string;
	/** Folder under source/ that the import rules speak of; `app` and `cli` for the two single files. */
	area: string;
	lines: number;
	ast: ts.SourceFile;
	imports: ImportLink[];
}

/** Area of a repo path: `source/api/http.ts` is `api`, `source/app.tsx` is `app`, `cli.tsx` is `cli`. */
export function areaOf(file: string): string {
	const parts = file.split('/');
	if (parts[0] !== 'source') return path.basename(file, path.extname(file));
	return parts.length === 2 ? path.basename(file, path.extname(file)) : (parts[1] ?? '');
}

/** Every module that ships: `source/**` and `cli.tsx`, parsed once. */
export function readModules(): SourceModule[] {
	return listFiles(['cli.tsx', 'source/**/*.ts', 'source/**/*.tsx']).map(readModule);
}

/** Test files, for the few rules that hold there too. */
export function readTests(): SourceModule[] {
	return listFiles(['test/**/*.ts', 'test/**/*.tsx']).map(readModule);
}

function listFiles(patterns: string[]): string[] {
	const found = ts.sys.readDirectory(repoRoot, ['.ts', '.tsx'], ['node_modules', 'dist'], patterns);
	return found.map(file => path.relative(repoRoot, file).split(path.sep).join('/')).sort();
}

function readModule(file: string): SourceModule {
	const text = readFileSync(path.join(repoRoot, file), 'utf8');
	const ast = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
	const lines = text.endsWith('\n') ? text.split('\n').length - 1 : text.split('\n').length;
	return {file, area: areaOf(file), lines, ast, imports: readImports(file, ast)};
}

/** Calls `visit` for each node of a module, depth first. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
	visit(node);
	ts.forEachChild(node, child => walk(child, visit));
}

export function lineOf(ast: ts.SourceFile, node: ts.Node): number {
	return ast.getLineAndCharacterOfPosition(node.getStart(ast)).line + 1;
}

function readImports(file: string, ast: ts.SourceFile): ImportLink[] {
	const links: ImportLink[] = [];
	const add = (node: ts.Node, specifier: ts.Node | undefined, rest: Partial<ImportLink>) => {
		if (!specifier || !ts.isStringLiteralLike(specifier)) return;
		const target = specifier.text.startsWith('.')
			? path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier.text))
			: null;
		links.push({
			specifier: specifier.text,
			typeOnly: false,
			names: [],
			local: null,
			line: lineOf(ast, node),
			target,
			...rest,
		});
	};
	walk(ast, node => {
		if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, clauseOf(node.importClause));
		else if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, {typeOnly: node.isTypeOnly});
		else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
			add(node, node.arguments[0], {});
		else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
			add(node, node.argument.literal, {typeOnly: true});
	});
	return links;
}

function clauseOf(clause: ts.ImportClause | undefined): Partial<ImportLink> {
	if (!clause) return {};
	const bindings = clause.namedBindings;
	const elements = bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : [];
	const namespace = bindings && ts.isNamespaceImport(bindings) ? bindings.name.text : null;
	const onlyTypes = elements.length > 0 && !clause.name && elements.every(element => element.isTypeOnly);
	return {
		typeOnly: clause.isTypeOnly || onlyTypes,
		names: elements.map(element => (element.propertyName ?? element.name).text),
		local: clause.name?.text ?? namespace,
	};
}
