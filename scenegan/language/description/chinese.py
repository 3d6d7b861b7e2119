"""Writes a graph as Chinese sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from scenegan.graph.model import Creature, Relation
from scenegan.graph.vocabulary import vocabulary
from scenegan.language.chinese.tables import chinese
from scenegan.language.description.chinese_words import (
    before_noun,
    being,
    color_words,
    kind_measure,
    kind_noun,
    listed,
    measure,
    noun,
    number,
    phrases,
)
from scenegan.language.description.content import (
    Cluster,
    Variant,
    is_simple,
    is_told_whole,
)
from scenegan.language.description.writer import MOST_PHRASES, Take, Writer

_POSES = {
    **{"standing": "站着", "floating": "漂浮着", "flying": "飞着", "sitting": "坐着"},
    **{"crouching": "蹲着", "running": "奔跑着", "swimming": "游着", "coiled": "盘着身子"},
    **{
        "jumping": "跳着",
        "crawling": "爬着",
        "lying": "趴着",
        "walking": "走着",
        "dancing": "跳着舞",
    },
}
_VIEWS = {
    **{"left": "面朝左边", "right": "面朝右边", "front": "面朝前方", "back": "面朝后方"},
    **{"front-left": "面朝左前方", "front-right": "面朝右前方"},
}
_PLACES = {
    **{"at the tip of": "末端", "around": "周围", "above": "上方", "below": "下方", "on": "上"},
    **{"left of": "左边", "right of": "右边", "in front of": "前面", "behind": "后面"},
    **{"between": "之间", "inside": "里面"},
}
_SIZES = {"tiny": "微小的", "small": "小", "medium": "中等大小的", "large": "大", "huge": "巨大的"}

_ALONG = 2

Frame = Callable[[Sequence[Cluster]], Take]


class ChineseWriter(Writer):
    """Writes one graph in Chinese."""

    between = ""

    def opening(self, clusters: Sequence[Cluster]) -> tuple[int, list[str]]:
        """Says what the creature is, how it stands and feels, and maybe its first parts."""
        frame = self.chooser.choose("opening", [_named, _shown, _said])
        manner = _manner(self.creature)
        start = frame(self.creature) + (f"，{manner}" if manner else "")
        along = list(takewhile(is_simple, clusters[:_ALONG]))
        if frame is _said or not along:
            return 0, [f"{start}。"]
        told = listed([phrase for cluster in along for phrase in phrases(cluster)])
        has = self.chooser.choose("opening has", ["有", "长着"])
        return len(along), [f"{start}，{has}{told}。"]

    def in_one(self, creature: Creature, clusters: Sequence[Cluster], absent: Sequence[str]) -> str:
        """Says everything in one sentence."""
        mood = f"，{_mood(creature.mood)}" if creature.mood else ""
        told = listed([phrases(c)[0] for c in clusters])
        start = self.chooser.choose("short", [_named, _shown])(creature) + mood
        has = self.chooser.choose("short has", ["有", "长着"])
        parts = [start, f"{has}{told}"] if told else [start]
        return "，".join([*parts, *(f"没有{noun(p)}" for p in absent)]) + "。"

    def sentence(self, rest: Sequence[Cluster]) -> Take:
        """Says the first of some clusters whose places go without saying, and maybe more."""
        first = rest[0]
        options: list[tuple[str, Frame]] = [("have", self._have)]
        if self._can_be(first):
            options.append(("be", _be))
            if len(rest) > 1 and self._can_be(rest[1]):
                options.append(("be both", _be_both))
        return self.chooser.named("sentence", options)(rest)

    def _can_be(self, cluster: Cluster) -> bool:
        """Whether what parts are like can stand after them.

        One of several is named with its number instead: `一只红眼睛`, for `眼睛` alone means two.
        So are some of which others are said elsewhere: `它的六只脚` would be all of them.
        """
        single = cluster.single
        if single is None or single.group or not (single.attrs or single.colors):
            return False
        known = vocabulary().parts.get(cluster.part)
        several = single.count > 1 and is_told_whole(cluster, self.graph)
        alone = single.count == 1 and (known is None or known.usual_number == 1)
        return several or alone

    def _have(self, rest: Sequence[Cluster]) -> Take:
        taken = [rest[0]]
        for cluster in rest[1:MOST_PHRASES]:
            if cluster.single is None or taken[0].single is None:
                break
            taken.append(cluster)
        told = listed([phrase for cluster in taken for phrase in phrases(cluster)])
        starts = [("has", "它有"), ("bears", "它长着")]
        if self.spoken_of:
            starts.append(("also", "它还有"))
        start = self.chooser.named("have", starts)
        return len(taken), f"{start}{told}。"

    def of_each(self, holder: str, clusters: Sequence[Cluster]) -> str:
        """Says what each of several parts bears: `每只耳朵上都有一块黑色斑块`."""
        told = listed([phrase for cluster in clusters for phrase in phrases(cluster)])
        has = self.chooser.choose("each", ["都有", "各有"])
        return f"每{measure(holder)}{noun(holder)}上{has}{told}。"

    def on(self, holder: str, clusters: Sequence[Cluster]) -> Iterator[str]:
        """Says what a part bears, or several bear together."""
        told = [phrase for cluster in clusters for phrase in phrases(cluster)]
        for start in range(0, len(told), MOST_PHRASES):
            some = listed(told[start : start + MOST_PHRASES])
            options = [f"它的{noun(holder)}上有{some}。", f"{noun(holder)}上长着{some}。"]
            yield self.chooser.choose("borne", options)

    def with_relation(self, cluster: Cluster, relation: Relation) -> str:
        """Says what parts are there, and where they are beside others."""
        return f"{self._place(relation)}有{listed(phrases(cluster))}。"

    def related(self, part: str, relation: Relation) -> str:
        """Says where a part is that was spoken of before."""
        return f"它的{noun(part)}在{self._place(relation)}。"

    def _place(self, relation: Relation) -> str:
        words = list(dict.fromkeys(self.graph.part(o).part for o in relation.objects))
        if len(words) == 1 and len(relation.objects) == 2:
            nouns = f"两{measure(words[0])}{noun(words[0])}"
        else:
            nouns = "和".join(noun(w) for w in words)
        return f"{nouns}{_PLACES.get(relation.predicate, '旁边')}"

    def share_color(self, clusters: Sequence[Cluster]) -> str:
        """Says that parts have one colour: `它的头、手臂和腿都是棕色的`."""
        color = "和".join(color_words(clusters[0].variants[0].colors))
        return f"它的{listed([noun(c.part) for c in clusters])}都是{color}的。"

    def lack(self, parts: Sequence[str]) -> str:
        """Says what is not there."""
        nouns = [noun(p) for p in parts]
        if len(nouns) == 1:
            return f"它没有{nouns[0]}。"
        options = [f"它没有{'，也没有'.join(nouns)}。"]
        if len(nouns) > 2:
            options = [f"它没有{listed(nouns)}。"]
        if len(nouns) == 2:
            options.append(f"它既没有{nouns[0]}，也没有{nouns[1]}。")
        return self.chooser.choose("lack", options)


def _body(creature: Creature) -> str:
    """Returns the creature in a noun phrase without its number: `小型的绿色蜥蜴`."""
    size = _SIZES.get(creature.size or "", "")
    looks = before_noun(creature.attrs, creature.colors)
    joined = f"{looks}{size}" if len(size) == 1 else f"{size}{looks}"
    link = "的" if joined and not joined.endswith(("的", "小", "大")) else ""
    return f"{joined}{link}{kind_noun(creature.kind)}"


def _named(creature: Creature) -> str:
    types, body = _typed(creature), _body(creature)
    link = "" if not types else "、" if "的" in body else "的"
    return f"一{kind_measure(creature.kind)}{types}{link}{body}"


def _shown(creature: Creature) -> str:
    return f"这是{_named(creature)}"


def _said(creature: Creature) -> str:
    """Says kind and colour first, and the body's qualities after it."""
    plain = creature.model_copy(update={"attrs": ()})
    told = being(Variant(1, creature.attrs, (), False))
    return _shown(plain) + (f"，身体{told}" if told else "")


def _typed(creature: Creature) -> str:
    types = [f"{chinese()['types'].get(t, [t])[0]}属性" for t in creature.types]
    return "和".join(types)


def _manner(creature: Creature) -> str:
    told = [_POSES.get(creature.pose or "", ""), _VIEWS.get(creature.view or "", "")]
    told.append(_mood(creature.mood) if creature.mood else "")
    return "，".join(w for w in told if w)


def _mood(mood: str) -> str:
    words = chinese()["moods"].get(mood, [mood])
    return words[0] if len(words[0]) > 2 else f"表情{words[0]}"


def _being(cluster: Cluster) -> str:
    """Says what parts are like: `它的四条腿又粗又短，是棕色的`."""
    single = cluster.variants[0]
    count = f"{number(single.count)}{measure(cluster.part)}" if single.count > 1 else ""
    return f"{count}{noun(cluster.part)}{being(single)}"


def _be(rest: Sequence[Cluster]) -> Take:
    return 1, f"它的{_being(rest[0])}。"


def _be_both(rest: Sequence[Cluster]) -> Take:
    return 2, f"它的{_being(rest[0])}；{_being(rest[1])}。"
