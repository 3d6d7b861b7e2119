"""A parsed text as plain Python objects: what the tagger and the parser said of each word.

spaCy makes a new object at each access to a token. The rules look at every word many times, so
they read a snapshot that is taken once a text, in bulk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.strings import StringStore
from spacy.tokens import Doc


@dataclass(eq=False, slots=True)
class Sentence:
    """One sentence: words `start` to `end` (excluded).

    Attributes:
        start: index of the first word.
        end: one past the last word.
        words: all words of the text.
    """

    start: int
    end: int
    words: Words

    def __iter__(self) -> Iterator[Word]:
        """Yields the words of the sentence."""
        return iter(self.words[self.start : self.end])

    @property
    def root(self) -> Word:
        """The word that the others of the sentence depend on."""
        first = self.words[self.start]
        return next((w for w in self if w.head is w), first)


@dataclass(eq=False, slots=True)
class Word:
    """One word or sign of a text; names of attributes are those of spaCy's `Token`."""

    i: int
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    idx: int
    end: int
    is_alpha: bool
    is_sent_start: bool
    whitespace_: int
    head: Word
    sent: Sentence
    children: list[Word]

    def __len__(self) -> int:
        """Returns the number of characters."""
        return len(self.text)

    @property
    def doc(self) -> Words:
        """All words of the text."""
        return self.sent.words

    @property
    def is_punct(self) -> bool:
        """Whether it is a sign."""
        return self.pos_ == "PUNCT"

    @property
    def is_title(self) -> bool:
        """Whether it is written with one capital at the start."""
        return self.text.istitle()

    @property
    def subtree(self) -> list[Word]:
        """The word with all that depends on it, in order of the text."""
        found, open_words, seen = [self], list(self.children), {self.i}
        while open_words:
            word = open_words.pop()
            if word.i not in seen:
                seen.add(word.i)
                found.append(word)
                open_words.extend(word.children)
        return sorted(found, key=lambda w: w.i)


class Words(list[Word]):
    """All words of a text in order.

    Attributes:
        text: the text as it was given.
        sentences: its sentences in order.
        corrected: index of a misspelt word -> the word that it was read as.
        markers: indices of dashes that stand for words that take something back.
    """

    text: str
    sentences: list[Sentence]
    corrected: dict[int, str]
    markers: frozenset[int]
    _moved: bool

    def release(self) -> None:
        """Cuts what the words hold of each other, so that they are freed at once."""
        for word in self:
            word.head = word
            word.children = []
        self.sentences.clear()
        self.clear()

    def written(self, start: int, end: int) -> str:
        """Returns words as they stand in the text, with the blanks between them."""
        begin, stop = self.characters(start, end)
        return self.text[begin:stop]

    def characters(self, start: int, end: int) -> tuple[int, int]:
        """Returns the characters that words `start` to `end` (excluded) span."""
        if self._moved:
            here = self[start : max(end, start + 1)]
            return min(w.idx for w in here), max(w.end for w in here)
        return self[start].idx, self[max(end - 1, start)].end

    def lower(self, start: int, end: int) -> str:
        """Returns words in lower case, misspelt ones corrected."""
        joined = "".join(w.lower_ + (" " if w.whitespace_ else "") for w in self[start:end])
        return joined.rstrip()

    def root(self, start: int, end: int) -> Word:
        """Returns the word by which a group of words hangs in the dependency parse."""
        if end == start + 1:
            return self[start]
        for word in self[start:end]:
            if word.head is word or not start <= word.head.i < end:
                return word
        return self[end - 1]


class Names(dict[int, str]):
    """Strings by their codes in a spaCy vocabulary, looked up once."""

    def __init__(self, strings: StringStore) -> None:
        """Takes the strings of a pipeline's vocabulary."""
        super().__init__()
        self._strings = strings

    def __missing__(self, code: int) -> str:
        """Looks a new code up."""
        if len(self) > _MOST_NAMES:
            self.clear()
        self[code] = name = str(self._strings[code])
        return name


def snapshot(doc: Doc, names: Names) -> Words:
    """Takes a snapshot of a parsed text; corrections of `doc.user_data` replace the spelling.

    Args:
        doc: the parsed text.
        names: strings of its vocabulary.
    """
    words = Words()
    words.sentences = []
    words.corrected = dict(doc.user_data.get(CORRECTIONS, ()))
    words.markers = frozenset(doc.user_data.get(MARKERS, ()))
    heads: list[int] = []
    written: list[str] = []
    sentence = Sentence(0, 0, words)
    for i, row in enumerate(doc.to_array(_ATTRS).tolist() if len(doc) else ()):
        orth, lower, lemma, pos, tag, dep, head, idx, space, alpha, start = row
        if start == 1 or i == 0:
            sentence = Sentence(i, i, words)
            words.sentences.append(sentence)
        sentence.end = i + 1
        word = Word.__new__(Word)
        word.i, word.idx, word.sent, word.children = i, idx, sentence, []
        word.text, word.lower_, word.lemma_ = names[orth], names[lower], names[lemma]
        word.end = idx + len(word.text)
        word.pos_, word.tag_, word.dep_ = names[pos], names[tag], names[dep]
        word.is_alpha, word.whitespace_, word.is_sent_start = alpha == 1, space, i == sentence.start
        written.append(word.text + " " if space else word.text)
        heads.append(i + (head - _WRAP if head >= _HALF else head))
        words.append(word)
    words.text = "".join(written)
    places = doc.user_data.get(PLACES)
    words._moved = places is not None
    if places is not None:
        words.text = doc.user_data[SOURCE]
        for word, (start, end) in zip(words, places, strict=True):
            word.idx, word.end = start, end
    for word, head in zip(words, heads, strict=True):
        word.head = words[head]
        if head != word.i:
            word.head.children.append(word)
    for i in words.corrected:
        words[i].text = words.text[words[i].idx : words[i].end]
    return words


CORRECTIONS = "scenegan_corrections"
"""Key of `Doc.user_data` for the words that were misspelt: index -> the word that is meant."""
MARKERS = "scenegan_markers"
"""Key of `Doc.user_data` for the dashes that stand for `wait, no` and the like: their indices."""
PLACES = "scenegan_places"
"""Key of `Doc.user_data` for where the words of a rewritten text stand in the text given."""
SOURCE = "scenegan_source"
"""Key of `Doc.user_data` for the text given, where it was rewritten."""

_ATTRS: list[int | str] = ["ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "HEAD"]
_ATTRS += ["IDX", "SPACY", "IS_ALPHA", "SENT_START"]
_WRAP, _HALF = 2**64, 2**63
"""spaCy stores the distance to the head as an unsigned number."""
_MOST_NAMES = 100_000
"""Names that are kept; a long-running program sees ever new ones."""
