"""Cutting Chinese text into words: jieba with our lexicon, as a tokenizer of spaCy.

jieba by Sun Junyi (MIT licence) finds the most probable path through all words of its dictionary.
Here it runs without its cache file in the shared temporary folder, without its messages, and
without its guesses at new words, and knows the words of the lexicon as well. What it joins from
words that we know (`大眼睛`) is taken apart again.
"""

from __future__ import annotations

import logging
import threading
import warnings
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any

from spacy.lang.zh import ChineseTokenizer, Segmenter
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import get_words_and_spaces, registry
from spacy.vocab import Vocab

from scenegan.language.chinese.characters import is_han
from scenegan.language.chinese.lexicon import meanings, whole_words

_LONGEST = 8
"""No word of the lexicon has more characters."""
_FREQUENCY = 20_000
"""Weight of a lexicon word beside the dictionary's counts; that of a common word."""
_OF_NAMES = 5
"""Names of creatures weigh more: `乌龟壳` is the shell of a `乌龟`."""
_BEFORE_MEASURES = frozenset("这那哪每另一二两三四五六七八九十几")
_LOADING = threading.Lock()


def cut(text: str) -> list[str]:
    """Cuts a text into words, signs and blanks; joined together they are the text again."""
    words = [piece for word in _dictionary().cut(text, HMM=False) for piece in pieces(word)]
    return list(_mended(words))


def _mended(words: list[str]) -> Iterator[str]:
    """Moves the border between two words that the dictionary cuts at the wrong place."""
    before = ""
    for i, word in enumerate(words):
        following = words[i + 1] if i + 1 < len(words) else ""
        if word == "只是" and (before in _BEFORE_MEASURES or before.isdigit()):
            yield from ("只", "是")
        elif word == "没" and len(following) > 1 and following[0] == "有":
            yield "没有"
        elif before == "没" and len(word) > 1 and word[0] == "有":
            yield word[1:]
        else:
            yield word
        before = word


@cache
def _load() -> Any:
    """Loads jieba's dictionary with our words in about a second."""
    with warnings.catch_warnings():
        # jieba 0.42 imports pkg_resources and holds escapes that newer Pythons warn of.
        warnings.simplefilter("ignore")
        import jieba

    jieba.setLogLevel(logging.WARNING)
    segmenter = jieba.Tokenizer()
    # Built here and not by `initialize`, which reads and writes a file that anybody may replace.
    segmenter.FREQ, segmenter.total = jieba.Tokenizer.gen_pfdict(segmenter.get_dict_file())
    segmenter.initialized = True
    for word, meaning in meanings().items():
        if len(word) > 1 and all(map(is_han, word)):
            least = _FREQUENCY * (_OF_NAMES if meaning.kind and not meaning.part else 1)
            segmenter.add_word(word, max(least, segmenter.FREQ.get(word, 0)))
    for word in whole_words():
        segmenter.add_word(word, max(_FREQUENCY, segmenter.FREQ.get(word, 0)))
    return segmenter


def _dictionary() -> Any:
    with _LOADING:
        return _load()


def dictionary_text() -> str:
    """Returns jieba's dictionary: a word, its count and its word class a line."""
    with _dictionary().get_dict_file() as file:
        return str(file.read().decode("utf-8"))


@lru_cache(maxsize=65536)
def pieces(word: str) -> tuple[str, ...]:
    """Takes a word apart that is made of words of the lexicon; leaves all others whole."""
    if len(word) < 2 or word in meanings() or word in whole_words():
        return (word,)
    if len(word) > _LONGEST or not all(map(is_han, word)):
        return (word,)
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(end):
            front = best[start]
            if front is None or word[start:end] not in meanings():
                continue
            found = best[end]
            if found is None or len(front) + 1 <= len(found):
                best[end] = (*front, word[start:end])
    return best[-1] or _split_name(word)


def _split_name(word: str) -> tuple[str, ...]:
    """Takes the name of a creature off a longer expression: `孔雀开屏`."""
    for length in range(len(word) - 2, 1, -1):
        front = meanings().get(word[:length])
        if len(word) > 3 and front is not None and front.kind:
            return (word[:length], word[length:])
    return (word,)


class DescriptionTokenizer(ChineseTokenizer):
    """spaCy's Chinese tokenizer over jieba, with the lexicon of descriptions as user words."""

    def __init__(self, vocab: Vocab) -> None:
        """Takes the vocabulary of a pipeline; the dictionary is loaded with the first text."""
        super().__init__(vocab, segmenter=Segmenter.char)

    def __call__(self, text: str) -> Doc:
        """Cuts a text into tokens; characters stay as they were written."""
        words, spaces = get_words_and_spaces(list(_cut_plain(text)), text)
        return Doc(self.vocab, words=words, spaces=spaces)


def _cut_plain(text: str) -> Iterator[str]:
    """Cuts by the plain spelling and yields the pieces as written."""
    from scenegan.language.chinese.characters import plain

    start = 0
    for word in cut(plain(text)):
        yield text[start : start + len(word)]
        start += len(word)


def make_tokenizer() -> Callable[[Language], DescriptionTokenizer]:
    """Returns what spaCy calls to make the tokenizer of a pipeline."""

    def make(nlp: Language) -> DescriptionTokenizer:
        return DescriptionTokenizer(nlp.vocab)

    return make


registry.tokenizers.register("scenegan.chinese_tokenizer", func=make_tokenizer)
