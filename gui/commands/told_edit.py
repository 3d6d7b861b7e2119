"""Says what an edit does, from the graphs before and after it: `Paint the tail teal`."""

from __future__ import annotations

from gui.style.translation import tr, tr_word
from gui.style.wording import creature_name, listed, part_name, parts_name, titled
from scenegan.graph import Part, SceneGraph


def told_edit(before: SceneGraph, after: SceneGraph) -> tuple[str, str]:
    """Returns what an edit would do, and what its step is called; both empty for nothing."""
    old, new = before.by_id, after.by_id
    added = [n for n in new if n not in old]
    gone = [n for n in old if n not in new]
    changed = [n for n in new if n in old and old[n] != new[n]]
    if added:
        return _told_added(after, added)
    if gone:
        name = parts_name(before, gone)
        return tr("Remove the {part}", part=name.lower()), tr("{name} removed", name=name)
    if changed:
        return _told_changed(before, after, changed)
    return _told_creature(before, after)


def _told_added(after: SceneGraph, added: list[str]) -> tuple[str, str]:
    first = after.part(added[0])
    alone = len(added) == 1
    name = titled(tr_word(first.part)) if alone else parts_name(after, added)
    looks = listed([*(tr_word(c.name) for c in first.colors), *(tr_word(a) for a in first.attrs)])
    plain = name.lower()
    what = tr("{looks} {part}", looks=looks, part=plain) if looks else plain
    label = tr("{name} added", name=name)
    if first.on is None or first.on in added:
        return tr("Add {part}", part=what), label
    holder = part_name(after, after.part(first.on)).lower()
    return tr("Add {part} on the {holder}", part=what, holder=holder), label


def _told_changed(before: SceneGraph, after: SceneGraph, nodes: list[str]) -> tuple[str, str]:
    touched = [n for n in nodes if not _only_kept(before.part(n), after.part(n))] or nodes
    name = parts_name(after, touched)
    old, new = before.part(touched[0]), after.part(touched[0])
    part = name.lower()
    if old.colors != new.colors:
        color = listed(tr_word(c.name) for c in new.colors) or tr("unsaid")
        return (
            tr("Paint the {part} {color}", part=part, color=color),
            tr("{name}: {change}", name=name, change=color),
        )
    if old.attrs != new.attrs:
        words = [tr_word(a) for a in new.attrs if a not in old.attrs]
        lost = [tr_word(a) for a in old.attrs if a not in new.attrs]
        change = listed(words) or tr("not {words}", words=listed(lost))
        return (
            tr("Make the {part} {change}", part=part, change=change),
            tr("{name}: {change}", name=name, change=change),
        )
    if old.on != new.on:
        holder = part_name(after, after.part(new.on)).lower() if new.on else tr("nothing")
        return (
            tr("Hang the {part} on the {holder}", part=part, holder=holder),
            tr("{name}: on {holder}", name=name, holder=holder),
        )
    if old.locked != new.locked:
        if new.locked:
            return tr("Lock the {part}", part=part), tr("{name} locked", name=name)
        return tr("Unlock the {part}", part=part), tr("{name} unlocked", name=name)
    return tr("Change the {part}", part=part), tr("{name} changed", name=name)


def _only_kept(old: Part, new: Part) -> bool:
    """Whether nothing but the origin of a part changed, as for the twins of an edited one."""
    return old == new.model_copy(update={"origin": old.origin})


def _told_creature(before: SceneGraph, after: SceneGraph) -> tuple[str, str]:
    old, new = before.creature, after.creature
    name = creature_name(after)
    if before.absent != after.absent:
        words = [tr_word(w) for w in after.absent if w not in before.absent]
        return tr("No {words}", words=listed(words)), tr("No {words}", words=listed(words))
    fields = ("kind", "size", "mood", "pose", "view")
    change = [tr_word(str(getattr(new, f))) for f in fields if getattr(old, f) != getattr(new, f)]
    if old.colors != new.colors:
        color = listed(tr_word(c.name) for c in new.colors)
        return (
            tr("Paint the {part} {color}", part=name.lower(), color=color),
            tr("{name}: {change}", name=name, change=color),
        )
    change += [tr_word(a) for a in (*new.attrs, *new.types) if a not in (*old.attrs, *old.types)]
    if not change:
        return "", ""
    words_of = listed(change)
    return (
        tr("Make the {part} {change}", part=name.lower(), change=words_of),
        tr("{name}: {change}", name=name, change=words_of),
    )
