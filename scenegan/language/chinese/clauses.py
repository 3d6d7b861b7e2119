"""Reading clause by clause: what each one is about, what it says of that, and where."""

from __future__ import annotations

from collections.abc import Sequence

from scenegan.language.chinese.comparing import compare
from scenegan.language.chinese.corrections import Corrector
from scenegan.language.chinese.describing import Describer
from scenegan.language.chinese.items import Item, Loose, Mark, Noun
from scenegan.language.chinese.marks import MarkReader
from scenegan.language.chinese.mentioning import Mentioner
from scenegan.language.chinese.picking import (
    adds_another,
    bears_next,
    counts_one_of,
    goes_on_about,
    names_one_of,
)
from scenegan.language.chinese.placing import hang, predicate_of, tell_each
from scenegan.language.chinese.strays import StrayColors
from scenegan.language.chinese.surfaces import SurfaceReader
from scenegan.language.chinese.topics import State, Topic
from scenegan.language.chinese.wholes import WholeReader
from scenegan.language.mentions import Findings, Mention


class ClauseReader:
    """Reads the clauses of one text in order."""

    def __init__(self, found: Findings, creature: Noun | None) -> None:
        """Takes where findings go, and the noun phrase that names the creature."""
        self.found = found
        self.describer = Describer(found)
        self.mentioner = Mentioner(found, self.describer)
        self.topic = Topic()
        self.wholes = WholeReader(found, self.describer, creature)
        self.corrector = Corrector(found, self.describer)
        self.surfaces = SurfaceReader(self.describer, self.mentioner)
        self.strays = StrayColors(self.describer)
        self.marks = MarkReader(self.describer, self.mentioner, self.corrector)

    def read(self, items: Sequence[Item], ends_sentence: bool) -> None:
        """Reads one clause."""
        state = State(self.topic)
        if self.strays.take(items, self._targets(state)):
            return
        self._run(items, state)
        self._remember(state)
        if ends_sentence:
            self.topic.subject = []

    def finish(self) -> None:
        """Says what had to wait for the end of the text."""
        self.mentioner.finish()
        self.strays.settle()

    def _run(self, items: Sequence[Item], state: State) -> None:
        for i, item in enumerate(items):
            following = items[i + 1] if i + 1 < len(items) else None
            state.ends = i + 2 == len(items)
            if isinstance(item, Mark):
                self.marks.read(item, state)
                continue
            if self.corrector.takes(item):
                continue
            if isinstance(item, Noun):
                state.foreign = item.is_thing and not item.names_creature
                if self.wholes.is_creature(item) and state.silenced:
                    # `比身体还大的松鼠`: the words before the name belong to the comparison.
                    state.silenced, item.mods = False, [u for u in item.mods if u.colors]
            if state.silenced:
                self.found.understand(item.start, item.end)
                if isinstance(item, Noun) and item.is_part and item.side is not None:
                    # `左翅比右翅短`
                    self.mentioner.new(str(item.meaning.part), item)
            elif isinstance(item, Loose):
                self._loose(item, state)
                state.predicated = True
            elif item.names_creature or item.is_whole or self.wholes.is_creature(item):
                self._whole(item, state)
            else:
                self._part(item, state, following)
            state.joined = False
        if state.mode == "neg" and not state.denied and state.subjects:
            self.mentioner.deny(state.subjects)
            state.subjects = []

    def _whole(self, noun: Noun, state: State) -> None:
        along = noun.head is not None and noun.head.text.startswith("从头")
        if noun.place is not None or along and state.place is not None:
            self.found.understand(noun.start, noun.end)
            return
        if noun.fresh:
            state.mode, state.compares, state.skips = None, False, False
        if state.compares and noun.head is not None:
            state.compares = False
            targets = state.subjects or ([] if state.whole else state.topic.subject)
            compare(self.describer, noun.head, targets, noun.mods)
            if not targets and self.wholes.creature is None:
                # `身体像一条胖胖的虫`
                for unit in noun.mods:
                    self.describer.creature(unit)
            return
        if state.mode == "neg":
            state.denied = True
            self.found.understand(noun.start, noun.end)
            return
        if state.mode == "be" and state.subjects and noun.head is not None:
            if not (self.wholes.is_creature(noun) or noun.meaning.cover):
                # `头发是绿色的小蛇`
                compare(self.describer, noun.head, state.subjects, noun.mods)
                return
        owner = noun.owner if noun.owner is not None and noun.owner.is_part else None
        borne = state.mode == "have" or state.place is not None and noun.is_tuft
        if noun.meaning.cover and (owner or borne and state.bearers):
            self._fur(noun, owner, state)
            return
        borne = state.mode == "have" and noun.names_creature and noun.meaning.weak
        if self.wholes.is_other(noun) or borne and not self.wholes.is_creature(noun):
            if not (state.mode or state.locating):
                self._bear(noun)
            return
        self._bear(noun)
        if noun.said:
            # `长着手脚的草莓`
            self._run(noun.said, State(Topic()))
        self.wholes.read(noun)
        self.corrector.remember_whole(noun)
        state.whole, state.subjects, state.objects = True, [], []
        state.mode, state.place, state.holders, state.typing = None, None, [], False

    def _bear(self, noun: Noun) -> None:
        for borne in noun.bears:
            self.topic.recent = self._mention(borne)
        if noun.owner is not None and noun.owner.is_part:
            self._mention(noun.owner)

    def _fur(self, noun: Noun, owner: Noun | None, state: State) -> None:
        """Reads the fur of one part: `尾巴的毛`, `脖子周围有白色的毛`."""
        if owner is not None:
            mentions = self._mention(owner, anchor=owner.is_surface)
            state.whole = False
            if owner.is_surface:
                # `尾巴尖的毛是黑的`
                state.place, state.holders, state.mode = owner, mentions, None
                if noun.mods:
                    self.surfaces.mark(owner, mentions, noun.mods)
                return
            for mention in mentions:
                for unit in noun.mods:
                    self.describer.part(unit, mention)
            state.subjects = mentions
            return
        holders = state.bearers
        part = "collar" if holders[0].part == "neck" else "tuft"
        mention = self.mentioner.new(part, noun, plural=False)
        hang(mention, holders[0])
        state.objects = [mention]

    def _part(self, noun: Noun, state: State, following: Item | None) -> None:
        if state.compares and noun.head is not None:
            state.compares = False
            targets = state.objects or state.subjects or state.topic.subject
            compare(self.describer, noun.head, targets, noun.mods)
            return
        if state.typing and noun.meaning.type and noun.head is not None:
            self.describer.add_type(noun.head, noun.meaning.type)
            return
        if state.mode == "neg":
            self._deny(noun, state)
            return
        if state.mode == "acts":
            # `鳍当耳朵`: what other parts stand for is not there.
            self.found.understand(noun.start, noun.end)
            return
        if noun.where is not None or state.locating and noun.is_part and following is None:
            self._place(noun, state, following)
            return
        if state.mode == "be" and any(m.part == noun.meaning.part for m in state.subjects):
            # `帽子是黑色的礼帽`
            self.mentioner.retell(noun, state.subjects)
            return
        several = names_one_of(noun, state)
        if several is not None:
            mentions = [self.mentioner.again(noun, several)]
        else:
            mentions = self._mention(noun)
            if adds_another(noun, self.corrector.previous, state):
                mentions[0].another = True
        self._name_owner(noun, mentions)
        self._share(noun, mentions, state)
        self.corrector.remember(noun, mentions)
        self._settle(noun, mentions, state)

    def _name_owner(self, noun: Noun, mentions: Sequence[Mention]) -> None:
        """Reads `蜘蛛的腿` of a spider, and `蝙蝠的翅膀` of anything else."""
        owner = noun.owner
        if owner is None or owner.head is None or not owner.names_creature:
            return
        if self.wholes.is_creature(owner):
            self.wholes.read(owner)
        elif self.wholes.is_other(owner):
            for mention in mentions:
                self.describer.compare(owner.head, mention)

    def _share(self, noun: Noun, mentions: Sequence[Mention], state: State) -> None:
        """Gives `黑色` of `黑色的耳朵和尾巴` to the second noun, too."""
        first = self.corrector.previous
        plain = not (noun.mods or noun.compare or noun.amount or noun.owner or noun.said)
        if not (state.joined and plain and first is not None and first.mods):
            return
        for mention in mentions:
            for unit in first.mods:
                self.describer.part(unit, mention)

    def _settle(self, noun: Noun, mentions: list[Mention], state: State) -> None:
        """Makes a part the subject or the object of its clause, and hangs it where it belongs."""
        owner = noun.owner
        if owner is not None and (owner.is_part or owner.where):
            holders = self._bases(owner, state)
            self._attach(mentions, holders, predicate_of(owner))
        elif state.joined and state.place is not None and state.tells_surface:
            state.sharing = [*state.sharing, *mentions]
            return
        elif state.place is not None:
            self._attach(mentions, state.holders, predicate_of(state.place), state)
        elif state.mode in ("have", "be"):
            ahead = state.topic.ahead if state.mode == "have" else []
            holders = state.bears or ahead or state.subjects
            if not holders and not state.whole and goes_on_about(noun, state):
                holders = state.topic.subject
            self._attach(mentions, holders, None, state)
        if state.mode == "have" and state.verb is not None:
            for mention in mentions:
                self.describer.held(state.verb, mention)
        if state.mode in ("have", "be") or state.place is not None:
            state.objects = [*state.objects, *mentions] if state.joined else mentions
        elif bears_next(self.corrector.before, noun, state):
            self._attach(mentions, state.subjects, None, state)
            state.objects = mentions
        else:
            goes_on = state.joined and not state.predicated
            state.subjects = [*state.subjects, *mentions] if goes_on else mentions
            state.predicated = False
            state.whole = False
            self._make_definite(noun, mentions)

    def _make_definite(self, noun: Noun, mentions: Sequence[Mention]) -> None:
        for mention in mentions:
            told = noun.amount or noun.mods or noun.compare or noun.other
            mention.definite = noun.definite or not told

    def _attach(
        self,
        mentions: Sequence[Mention],
        holders: Sequence[Mention],
        predicate: str | None,
        state: State | None = None,
    ) -> None:
        for mention in mentions:
            if predicate == "between":
                if holders:
                    mention.places.append(("between", list(holders)[:2]))
                continue
            for holder in holders[:1] if predicate is None else holders:
                hang(mention, holder, predicate)
            if state is not None and state.each:
                tell_each(mention, holders, state.place)

    def _place(self, noun: Noun, state: State, following: Item | None) -> None:
        """Reads `背上`, `尾巴末端`, `末端`: the place of what follows or of what came before."""
        if any(u.meaning.pose and u.text.endswith("在") for u in noun.mods):
            for unit in noun.mods:
                self.describer.creature(unit, only=("pose",))
            self.found.understand(noun.start, noun.end)
            return
        bases = self._bases(noun, state)
        if state.locating:
            placed = state.objects or state.subjects or state.bears or state.topic.recent
            self._attach(placed, bases, predicate_of(noun))
            state.locating = False
            return
        if noun.mods and noun.is_surface and noun.head is None:
            self.surfaces.mark(noun, bases, noun.mods)
            return
        if state.joined and state.subjects and not state.mode:
            state.sharing = list(state.subjects)
        keeps = state.joined and state.place is not None
        state.holders = [*state.holders, *bases] if keeps else bases
        state.place = noun
        each = noun.each or noun.place is not None and noun.place.text.endswith("各")
        state.each = state.each or each
        state.mode, state.objects = None, []

    def _bases(self, noun: Noun, state: State) -> list[Mention]:
        """Returns the parts that a place is on; none for one on the creature as a whole."""
        if noun.is_part:
            found = self._mention(noun, anchor=True)
        elif noun.owner is not None and noun.owner.is_part:
            found = self._mention(noun.owner, anchor=True)
        elif noun.owner is not None or state.whole or noun.is_thing:
            found = []
        else:
            left = state.topic.subject or state.topic.recent
            found = state.subjects or ([] if state.topic.of_whole else left)
        self._name_owner(noun, ())
        if predicate_of(noun) == "between" and state.joined:
            found = [*state.subjects, *found]
        return found

    def _loose(self, loose: Loose, state: State) -> None:
        """Applies describing words without a noun to what is spoken of."""
        if state.skips or state.mode == "neg":
            self.found.understand(loose.start, loose.end)
            # `缺了一块` says that something is damaged, not that it is missing.
            state.denied = state.denied or loose.amount is not None
            state.skips = False
            return
        if state.foreign:
            return
        if counts_one_of(loose, state) or (loose.other and state.topic.recent):
            state.subjects = [self.mentioner.again(loose, state.topic.recent[-1])]
            if not loose.mods:
                return
        if state.place is not None and not state.objects and loose.mods:
            self.surfaces.describe(loose, state)
            return
        targets = self._targets(state)
        for unit in loose.mods:
            for told in () if targets else unit.either or (unit,):
                self.describer.creature(told)
            for mention in targets:
                self.mentioner.describe(unit, mention)
        for unit in loose.compare:
            compare(self.describer, unit, targets)
        counted = loose.amount if len(targets) == 1 and not state.compares else None
        if counted is not None and counted.amount is not None:
            self.found.understand(counted.start, counted.end)
            targets[0].count = counted.amount.count or targets[0].count
        self.corrector.remember_loose(loose, targets)

    def _targets(self, state: State) -> list[Mention]:
        if state.objects:
            return state.objects
        if state.subjects:
            return state.subjects
        if state.whole or state.topic.of_whole:
            return []
        return state.topic.subject or state.topic.recent

    def _mention(self, noun: Noun, anchor: bool = False) -> list[Mention]:
        """Mentions what a noun phrase names, with all that describes it."""
        parts = noun.meaning.limbs or ((noun.meaning.part,) if noun.meaning.part else ())
        made = []
        for part in parts:
            mention = self.mentioner.new(part, noun, anchor=anchor)
            made.append(mention)
        if noun.said and made:
            topic = Topic(subject=made, recent=made, of_whole=False)
            self._run(noun.said, State(topic, bears=made))
        return made

    def _deny(self, noun: Noun, state: State) -> None:
        state.denied = True
        self.found.understand(noun.start, noun.end)
        for part in noun.meaning.limbs or ((noun.meaning.part,) if noun.meaning.part else ()):
            self.found.deny(part)
            if noun.head is not None:
                self.found.traces.append(self.describer.trace("absent", noun.head, part))
        self.corrector.remember_denied(noun)

    def _remember(self, state: State) -> None:
        """Keeps what the next clause may leave unsaid."""
        topic = self.topic
        if state.whole:
            topic.subject, topic.of_whole = [], not (state.objects or state.subjects)
        elif state.subjects:
            topic.subject, topic.of_whole = state.subjects, False
        elif state.place is not None and state.place.head is None and topic.subject:
            # `伞盖红色,上面有白点,下面垂着须`: the subject goes on.
            pass
        elif state.objects:
            topic.subject, topic.of_whole = [], False
        named = state.objects or state.subjects
        goes_on = state.prepositional or state.denied
        topic.ahead = state.holders if goes_on and not named else []
        if named:
            topic.recent = named
        elif state.place is not None and state.holders:
            topic.recent = state.holders
