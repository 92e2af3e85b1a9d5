import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {crc32, deflateRawSync} from 'node:zlib';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {unzip} from '../../source/operations/carry/unzip.js';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'unzip-'));
});
afterEach(async () => rm(folder, {recursive: true, force: true}));

interface Member {
	name: string;
	text: string;
	/** Unix mode. */
	mode?: number;
	/** What it says its size is. */
	says?: number;
}

/** An archive byte by byte: no well-behaved library would write these. */
function archive(members: Member[]): Buffer {
	const locals: Buffer[] = [];
	const entries: Buffer[] = [];
	let offset = 0;
	for (const {name, text, mode = 0o100644, says} of members) {
		const [label, body] = [Buffer.from(name), Buffer.from(text)];
		const packed = deflateRawSync(body);
		const facts = Buffer.alloc(26);
		facts.writeUInt16LE(20, 0);
		facts.writeUInt16LE(8, 4);
		facts.writeUInt32LE(crc32(body), 10);
		facts.writeUInt32LE(packed.length, 14);
		facts.writeUInt32LE(says ?? body.length, 18);
		facts.writeUInt16LE(label.length, 22);
		const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, label, packed]);
		const rest = Buffer.alloc(14);
		rest.writeUInt32LE((mode << 16) >>> 0, 6);
		rest.writeUInt32LE(offset, 10);
		entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), facts, rest, label]));
		locals.push(local);
		offset += local.length;
	}
	const size = entries.reduce((sum, one) => sum + one.length, 0);
	const end = Buffer.alloc(22);
	end.write('PK\x05\x06', 0, 'latin1');
	end.writeUInt16LE(members.length, 8);
	end.writeUInt16LE(members.length, 10);
	end.writeUInt32LE(size, 12);
	end.writeUInt32LE(offset, 16);
	return Buffer.concat([...locals, ...entries, end]);
}

async function unpack(members: Member[]): Promise<void> {
	const file = path.join(folder, 'a.zip');
	await writeFile(file, archive(members));
	await unzip(file, path.join(folder, 'a'));
}

describe('unzip', () => {
	test('folders and files', async () => {
		await unpack([
			{name: 'sub/', text: ''},
			{name: 'sub/one.txt', text: 'one'},
			{name: 'two.txt', text: 'two'},
		]);
		expect(await readFile(path.join(folder, 'a/sub/one.txt'), 'utf8')).toBe('one');
		expect((await readdir(folder)).sort()).toEqual(['a', 'a.zip']);
	});

	const good = {name: 'good.txt', text: 'good'};
	test.each<[string, Member[]]>([
		['a way up', [good, {name: '../evil.txt', text: 'x'}]],
		['a way up further down', [good, {name: 'sub/../../evil.txt', text: 'x'}]],
		['a path from the root', [good, {name: '/tmp/evil.txt', text: 'x'}]],
		['a way up with backslashes', [good, {name: '..\\evil.txt', text: 'x'}]],
		['a drive', [good, {name: 'C:/evil.txt', text: 'x'}]],
		['a link', [good, {name: 'link', text: '/etc/passwd', mode: 0o120777}]],
		[
			'a file through a link',
			[
				{name: 'd', text: '/tmp', mode: 0o120777},
				{name: 'd/evil.txt', text: 'x'},
			],
		],
		['one name twice', [good, good]],
		[
			'more than any disk holds',
			[
				{name: 'bomb', text: 'x', says: 0xffff_fff0},
				...Array.from({length: 200_000 / 100}, (_, n) => ({name: `b${n}`, text: 'x', says: 0xffff_fff0})),
			],
		],
		['more than it says', [{name: 'bomb', text: 'x'.repeat(100_000), says: 10}]],
		['less than it says', [{name: 'short', text: 'x', says: 10}]],
	])('%s: refused, and nothing is left of it', async (_, members) => {
		await expect(unpack(members)).rejects.toThrow();
		expect(await readdir(folder)).toEqual(['a.zip']);
	});

	test('no archive at all', async () => {
		await writeFile(path.join(folder, 'a.zip'), 'no archive');
		await expect(unzip(path.join(folder, 'a.zip'), path.join(folder, 'a'))).rejects.toMatchObject({
			code: 'unsafe-archive',
		});
	});
});
