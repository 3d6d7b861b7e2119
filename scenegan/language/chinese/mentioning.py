"""Parts as a text mentions them: made from noun phrases, repeated, and denied afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scenegan.language.chinese.describing import Describer
from scenegan.language.chinese.items import Loose, Noun
from scenegan.language.chinese.lexicon import Meaning
from scenegan.language.chinese.placing import recall
from scenegan.language.chinese.tables import chinese
from scenegan.language.chinese.units import Unit
from scenegan.language.mentions import Findings, Mention, Trace


class Mentioner:
    """Adds mentions of parts to what was found."""

    def __init__(self, found: Findings, describer: Describer) -> None:
        """Takes where findings go."""
        self.found = found
        self.describer = describer
        self._several: Mention | None = None
        """Parts of which the text picks one after the other."""
        self._worn = ""
        self._contrasts: list[tuple[Unit, Mention]] = []

    def new(
        self, part: str, noun: Noun, plural: bool = True, anchor: bool = False, mods: bool = True
    ) -> Mention:
        """Mentions one part with what its noun phrase says of it.

        Args:
            part: part of the vocabulary.
            noun: the phrase that names it.
            plural: the word may stand for several.
            anchor: the part is only named as the place of something else.
            mods: whether the describing words of the phrase are said of this part.
        """
        mention = Mention(part, plural=plural, anchor=anchor, definite=anchor or noun.definite)
        self.found.mentions.append(mention)
        unit = noun.head or noun.place
        if unit is not None:
            mention.traces.append(self.describer.trace("part", unit, part))
            mention.whole = plural and unit.text in chinese()["whole_nouns"]
            if noun.place is not None:
                self.found.understand(noun.place.start, noun.place.end)
        if not mods:
            return mention
        if noun.head is not None:
            self.describer.own_traits(noun.head, mention)
        if noun.amount is not None:
            recall(self.found, noun.amount, mention)
            self._measure(noun.amount, mention)
        mention.side, mention.each = noun.side, noun.each
        mention.another = part == "clothing" and not anchor and self._is_worn_too(noun)
        if noun.side is not None:
            mention.count = 1
        if noun.other and mention.count is None:
            mention.count = 1
        for unit in noun.mods:
            self.describe(unit, mention)
        for unit in noun.compare:
            self.describer.compare(unit, mention)
        return mention

    def _is_worn_too(self, noun: Noun) -> bool:
        """Whether other things to wear were named before, by other words: a robe is no hat."""
        text = noun.head.text if noun.head is not None else ""
        before, self._worn = self._worn, text
        return bool(before) and not set(before) & set(text) and not noun.definite

    def retell(self, noun: Noun, mentions: Sequence[Mention]) -> None:
        """Says of parts what a phrase for the same part tells: `帽子是黑色的礼帽`."""
        self.found.understand(noun.start, noun.end)
        for mention in mentions:
            if noun.head is not None:
                self.describer.own_traits(noun.head, mention)
            if noun.amount is not None:
                recall(self.found, noun.amount, mention)
            for unit in noun.mods:
                self.describe(unit, mention)

    def _measure(self, amount: Unit, mention: Mention) -> None:
        """Reads what a measure word tells of the size: `一小撮`."""
        if len(amount.text) > 2 and amount.text[-2] == "小":
            self.describer.part(replace(amount, meaning=Meaning(attrs=("small",))), mention)

    def describe(self, unit: Unit, mention: Mention) -> None:
        """Says something of a part; `一大一小` waits until all of both parts is known."""
        if unit.either:
            self._contrasts.append((unit, mention))
        else:
            self.describer.part(unit, mention)

    def finish(self) -> None:
        """Makes two parts of those of which one is described like this, the other like that."""
        for unit, mention in self._contrasts:
            if mention not in self.found.mentions:
                continue
            mention.count = max(1, (mention.count or 2) // 2)
            twin = replace(
                mention,
                attrs=list(mention.attrs),
                colors=list(mention.colors),
                places=list(mention.places),
                traces=list(mention.traces),
            )
            mention.side, twin.side = "one", "other"
            for described, one in zip((mention, twin), unit.either, strict=True):
                self.describer.part(one, described)
            self.found.mentions.insert(self.found.mentions.index(mention) + 1, twin)

    def again(self, loose: Loose | Noun, last: Mention) -> Mention:
        """Mentions one more of the part spoken of last: `另一只是白色的`."""
        count = loose.amount.amount.count if loose.amount and loose.amount.amount else None
        count = count or 1
        mention = Mention(last.part, count=count, another=True)
        several = self._several if self._several and self._several.part == last.part else last
        if several.count is not None and (several.count > 1 or several is not last):
            several.count = max(0, several.count - count)
            self._several = several
        if last.holder is not None:
            mention.hang_on(last.holder)
        start, end = self.found.understand(loose.start, loose.end)
        mention.traces.append(Trace("part", start, end, last.part))
        self.found.mentions.append(mention)
        return mention

    def deny(self, mentions: Sequence[Mention]) -> None:
        """Reads `翅膀和尾巴都没有`: what stands in front is what is denied."""
        for mention in mentions:
            self.found.deny(mention.part)
            self.found.traces.extend(
                Trace("absent", t.start, t.end, t.value) for t in mention.traces[:1]
            )
            if mention in self.found.mentions:
                self.found.mentions.remove(mention)
