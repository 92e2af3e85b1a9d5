import {describe, expect, it} from 'vitest';
import {KeyParser} from '../../source/terminal/key-parser.js';

function names(...pieces: string[]): string[] {
	const parser = new KeyParser();
	return pieces.flatMap(piece => parser.push(piece)).map(key => key.name);
}

describe('keys from a terminal', () => {
	it('reads several keys of one read, one by one', () => {
		expect(names('jjj')).toEqual(['j', 'j', 'j']);
		expect(names('\u001B[B\u001B[B k\r')).toEqual(['down', 'down', 'space', 'k', 'enter']);
	});

	it('joins a sequence that the line cut in two or three', () => {
		expect(names('\u001B', '[A')).toEqual(['up']);
		expect(names('\u001B[', '5', '~')).toEqual(['pageup']);
		expect(names('\u001BO', 'B')).toEqual(['down']);
	});

	it('knows both spellings of Home and End, and modifiers', () => {
		expect(names('\u001B[H\u001B[1~\u001B[7~\u001B[F\u001B[4~\u001B[1;5A')).toEqual([
			...['home', 'home', 'home', 'end', 'end'],
			'up',
		]);
	});

	it('gives a lone Escape after a pause, and not before', () => {
		const parser = new KeyParser();
		expect(parser.push('\u001B')).toEqual([]);
		expect(parser.waiting).toBe(true);
		expect(parser.flush().map(key => key.name)).toEqual(['escape']);
		expect(parser.waiting).toBe(false);
	});

	it('still reads the rest of a sequence as one key when it comes after that pause', () => {
		const parser = new KeyParser();
		parser.push('\u001B');
		parser.flush();
		expect(parser.push('[A').map(key => key.name)).toEqual(['up']);
	});

	it('takes Escape and a letter in one read as two keys', () => {
		expect(names('\u001Bj')).toEqual(['escape', 'j']);
		expect(names('\u001B\u001B[A')).toEqual(['escape', 'up']);
	});

	it('gives pasted text as one piece, however it is cut', () => {
		const parser = new KeyParser();
		const pieces = ['\u001B[200~smith/', 'proj\r', 'y\u001B[20', '1~q'];
		const keys = pieces.flatMap(piece => parser.push(piece));
		expect(keys).toEqual([
			{name: 'paste', text: 'smith/proj\ry'},
			{name: 'q', text: 'q'},
		]);
	});

	it('swallows answers of the terminal, mouse and focus reports', () => {
		expect(names('\u001B]11;rgb:0000/0000/0000\u0007j\u001B[Ik\u001B[<0;3;4Mx')).toEqual(['j', 'k', 'x']);
	});

	it('names control keys, and keeps characters outside the basic plane whole', () => {
		expect(names('\u0003\u0004\u001A\t\u007F')).toEqual(['ctrl-c', 'ctrl-d', 'ctrl-z', 'tab', 'backspace']);
		expect(names('é😀')).toEqual(['é', '😀']);
	});
});
