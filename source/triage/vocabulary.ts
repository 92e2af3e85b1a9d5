import type {KnownProject} from '../model/unsorted.js';

/** What the site's own names are, read from its projects. */
export interface Vocabulary {
	/** Group ids in lower case. */
	groups: ReadonlySet<string>;
	/** Every word of groups, projects and session labels in lower case: nobody's name. */
	words: ReadonlySet<string>;
}

const learned = new WeakMap<readonly KnownProject[], Vocabulary>();

function learn(known: readonly KnownProject[]): Vocabulary {
	const words = new Set<string>();
	const add = (text: string) => {
		for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) words.add(word);
	};
	for (const {group, label, subjects} of known) {
		add(group);
		add(label);
		for (const session of new Set(subjects.flatMap(subject => subject.sessions))) add(session);
	}
	return {groups: new Set(known.map(({group}) => group.toLowerCase())), words};
}

export function vocabularyOf(known: readonly KnownProject[]): Vocabulary {
	const vocabulary = learned.get(known) ?? learn(known);
	learned.set(known, vocabulary);
	return vocabulary;
}
