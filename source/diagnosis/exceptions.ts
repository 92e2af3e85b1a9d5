import {hintOf} from './hints.js';
import {type Rule, weights} from './rule.js';
import {scriptCrash} from './rules/crashes.js';

/** What a line was found to say. */
export interface Finding extends Pick<Rule, 'cause' | 'rerun' | 'advice'> {
	weight: number;
}

const form =
	/^(?:[A-Za-z_]\w*\.)*([A-Z]\w*(?:Error|Exception|Exit|Interrupt|Timeout|Failure|Expired)|KeyError|Exception)\b(?::\s*(.*))?$/;
const general = new Set([
	'Exception',
	'RuntimeError',
	'ValueError',
	'OSError',
	'IOError',
	'AssertionError',
	'FileNotFoundError',
]);
const dataFile = /\.(?:nii|gz|json|tsv|bval|bvec|dcm|zip|csv|txt|mgz|gii|mat|tgz|par|rec)['"]?$|\/(?:input|bids|sub-)/i;

/** What Python itself says of a wrong type; other words are of whoever raised it. */
const pythonsOwn =
	/object|operand|argument|attribute|expected (?:str|bytes|int)|must be .{1,40}, not |not (?:iterable|subscriptable|callable)|unhashable|cannot (?:unpack|convert|concatenate)|JSON serializable|positional|keyword/i;

/** True where the line ends a traceback, or looks as if: `package.SomeError: message`. */
export function isException(text: string): boolean {
	return form.test(text);
}

function missingFile(message: string): Finding['cause'] {
	return dataFile.test(message) || !/no such file or directory: '[^'/]+'/i.test(message)
		? 'missing-input'
		: 'software-crash';
}

/**
 * What an exception says that no rule knows: its class tells little, so the words of its
 * message are asked; what has none is a defect of the program, or of a script given to it.
 */
export function judgeException(text: string, inScript: boolean): Finding {
	const [, name = '', message = ''] = form.exec(text) ?? [];
	const crash: Finding = {cause: 'software-crash', weight: weights.general, ...(inScript && scriptCrash)};
	if (!general.has(name) && (name !== 'TypeError' || pythonsOwn.test(message))) {
		const known =
			/Error$|Exception$/.test(name) &&
			/^(?:Type|Attribute|Index|Key|Name|Import|ModuleNotFound|Syntax|Indentation|ZeroDivision|UnboundLocal|Recursion|NotImplemented|Unicode\w*|Stop\w*|Lookup|Arithmetic|Overflow)/.test(
				name,
			);
		const hint = known ? null : hintOf(`${name} ${message}`);
		return hint ? {cause: hint, weight: weights.general} : crash;
	}
	if (name === 'FileNotFoundError') return {...crash, cause: missingFile(message)};
	const hint = hintOf(message);
	return hint ? {cause: hint, weight: weights.general} : crash;
}
