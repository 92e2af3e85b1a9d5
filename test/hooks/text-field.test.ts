import {describe, expect, it} from 'vitest';
import {textField, typeInto} from '../../source/hooks/text-field.js';

function typed(text: string, ...names: string[]) {
	return names.reduce(
		(field, name) => typeInto(field, {name, text: [...name].length === 1 ? name : ''}),
		textField(text),
	);
}

describe('a line of text', () => {
	it('takes letters where the cursor stands', () => {
		expect(typed('ac', 'left', 'b')).toEqual({text: 'abc', cursor: 2});
		expect(typed('abc', 'home', 'delete', 'end', 'backspace')).toEqual({text: 'b', cursor: 1});
	});

	it('deletes a part of a path at a time', () => {
		expect(typed('smith/study/101/S01', 'ctrl-w').text).toBe('smith/study/101/');
		expect(typed('smith/study/101/', 'ctrl-w').text).toBe('smith/study/');
		expect(typed('smith/study', 'ctrl-u').text).toBe('');
	});

	it('never splits a sign that is made of several characters', () => {
		expect(typed('a👩‍🔬', 'backspace')).toEqual({text: 'a', cursor: 1});
	});

	it('takes pasted text without line breaks and escapes', () => {
		const field = typeInto(textField('x'), {name: 'paste', text: 'a\r\n\u001B[31mb\u202E'});
		expect(field.text).toBe('xa[31mb');
	});

	it('is the same object where a key means nothing to it', () => {
		const field = textField('x');
		expect(typeInto(field, {name: 'pageup', text: ''})).toBe(field);
	});
});
