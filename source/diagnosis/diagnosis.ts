import type {Diagnosis} from '../model/diagnosis.js';
import {emptyLogAdvice, usual} from './causes.js';
import {type Ending, endingOf, soundsContent} from './endings.js';
import {type Finding, isException, judgeException} from './exceptions.js';
import {hintOf} from './hints.js';
import {type LogLine, type Loudness, readLine} from './log-line.js';
import {isConsequence, isHarmless, isOwnError} from './noise.js';
import {weights} from './rule.js';
import {ruleFor} from './rules/index.js';

interface Candidate extends Finding {
	line: string;
	lineNumber: number;
	/** Exceptions raised while another was handled belong together; 0: none. */
	chain: number;
}

/** A line is kept whole up to here, and no log makes this process grow beyond it. */
const longestKept = 20_000;

/**
 * Of two findings the weightier wins; of equals the first, for what follows is mostly its
 * consequence. But a chain of exceptions ends with the one that stopped the program, and
 * where that one has the same cause, it is told in its words.
 */
function better(known: Candidate | null, next: Candidate): Candidate {
	if (!known || next.weight > known.weight) return next;
	const sameChain = next.chain !== 0 && next.chain === known.chain;
	if (!sameChain) return known;
	if (next.weight === known.weight) return next;
	return next.cause === known.cause ? {...next, weight: known.weight} : known;
}

/** Where in a traceback the log is. */
interface Traceback {
	indent: number;
	/** True once a frame in a file given to the gear was seen: a curator script, say. */
	inScript: boolean;
	/** True where a warning stands above it: something was caught. */
	caught: boolean;
}

/** Reads a log line by line, remembers what may be why the job failed, and decides at the end. */
export class Diagnoser {
	#lineNumber = 0;
	#hasText = false;
	#best: Candidate | null = null;
	/** What was found before the log said that all went well. */
	#before: Candidate | null = null;
	#ending: Ending | null = null;
	#content = false;
	#traceback: Traceback | null = null;
	#chain = 0;
	#chained = false;
	/** True where the last line warned. */
	#warned = false;
	/** How loud the lines below a head are. */
	#headed: Loudness | null = null;

	/** The start of a line whose end has not come yet. */
	#rest = '';

	/** The next piece of the log, wherever it is cut. */
	write(piece: string): void {
		let from = 0;
		for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', from)) {
			this.#read(this.#rest + piece.slice(from, end));
			this.#rest = '';
			from = end + 1;
		}
		// A line without end must not fill the memory.
		if (this.#rest.length < longestKept) this.#rest += piece.slice(from, from + longestKept);
	}

	#read(raw: string): void {
		this.#lineNumber++;
		this.#hasText ||= raw.trim() !== '';
		const line = this.#withHead(readLine(raw));
		if (line.text === '') return;
		this.#end(line.text);
		if (this.#inTraceback(line)) return;
		const raised = this.#traceback;
		this.#traceback = null;
		this.#warned = /\bwarn/i.test(raw);
		const finding = this.#judge(line, raised?.inScript ?? false);
		if (finding && raised?.caught) finding.weight = Math.min(finding.weight, weights.hint);
		if (finding) this.#keep(finding, raw, raised ? this.#chain : 0);
	}

	#withHead(line: LogLine): LogLine {
		if (line.heads) this.#headed = line.loudness;
		else if (this.#headed !== null && line.indent > 0) return {...line, loudness: this.#headed};
		else if (line.text !== '') this.#headed = null;
		return line;
	}

	#end(text: string): void {
		if (soundsContent(text)) this.#content = true;
		const ending = endingOf(text);
		if (ending === null) return;
		this.#ending = ending;
		if (ending !== 'complete' || !this.#best) return;
		this.#before = this.#before ? better(this.#before, this.#best) : this.#best;
		this.#best = null;
	}

	/** @returns true while the frames of a traceback go by. */
	#inTraceback({text, indent}: LogLine): boolean {
		if (/traceback \(most recent call last\):?$|^traceback:$/i.test(text)) {
			if (!this.#chained) this.#chain++;
			this.#chained = false;
			this.#traceback = {indent, inScript: false, caught: this.#warned};
			return true;
		}
		if (/^during handling of the above exception|^the above exception was the direct cause/i.test(text)) {
			this.#chained = true;
			return true;
		}
		const open = this.#traceback;
		if (!open || indent <= open.indent) return false;
		if (/^File "\/flywheel\/v0\/input\//.test(text)) open.inScript = true;
		// A crash file indents what was raised like its frames.
		return !isException(text) || indent > open.indent + 1;
	}

	#judge({text, loudness}: LogLine, inScript: boolean): Finding | null {
		const exception = isException(text);
		if (isHarmless(text)) return null;
		const rule = ruleFor(text, loudness === 'quiet' && !exception);
		const weight = rule ? weights[rule.weight ?? 'root'] : 0;
		const told = isConsequence(text);
		if (rule && (!told || weight <= weights.echo || weight >= weights.verdict)) {
			return {cause: rule.cause, rerun: rule.rerun, advice: rule.advice, weight};
		}
		if (told || loudness === 'quiet') return null;
		if (exception) return judgeException(text, inScript);
		if (loudness !== 'error') return null;
		const hint = hintOf(text);
		if (hint) return {cause: hint, weight: weights.hint};
		return isOwnError(text) ? {cause: 'software-crash', weight: weights.hint} : null;
	}

	#keep(finding: Finding, raw: string, chain: number): void {
		const line = raw.replace(/\r$/, '').slice(0, longestKept);
		this.#best = better(this.#best, {...finding, line, lineNumber: this.#lineNumber, chain});
	}

	/** What the lines came to. */
	finish(): Diagnosis {
		if (this.#rest !== '') this.#read(this.#rest);
		this.#rest = '';
		if (!this.#hasText) return {...nothing('unknown'), advice: emptyLogAdvice, confidence: 'medium'};
		const since = this.#best;
		if (this.#ending === 'complete') return since && since.weight >= weights.likely ? told(since) : nothing('none');
		const best = since && this.#before ? better(this.#before, since) : (since ?? this.#before);
		const ended = this.#ending !== null;
		if (best && (ended || !this.#content || best.weight >= weights.likely)) return told(best);
		return this.#content && !ended ? nothing('none') : nothing('unknown');
	}
}

function nothing(cause: 'unknown' | 'none'): Diagnosis {
	const confidence = cause === 'none' ? 'high' : 'low';
	return {cause, line: null, lineNumber: null, ...usual[cause], confidence};
}

function told({cause, rerun, advice, line, lineNumber, weight}: Candidate): Diagnosis {
	const confidence = weight >= weights.root ? 'high' : weight > weights.hint ? 'medium' : 'low';
	return {
		cause,
		line,
		lineNumber,
		advice: advice ?? usual[cause].advice,
		rerun: rerun ?? usual[cause].rerun,
		confidence,
	};
}

/** Diagnoses a log that is at hand. */
export function diagnose(text: string): Diagnosis {
	const diagnoser = new Diagnoser();
	diagnoser.write(text);
	return diagnoser.finish();
}
