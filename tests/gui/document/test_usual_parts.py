from gui.document.usual_parts import hangs_usually, usual_parts
from gui.side.part_search import matching_parts


def test_what_was_drawn_on_a_holder_is_offered_before_what_was_not() -> None:
    head, tail = usual_parts("head"), usual_parts("tail")
    assert head["eye"] > 0.5 > head["leg"] > 0
    assert tail["flame"] > 0.5 > tail["belly"] > 0
    assert all(0 < worth <= 1 for worth in (*head.values(), *tail.values()))
    everywhere = usual_parts(None)
    assert max(everywhere, key=everywhere.__getitem__) == "eye"
    assert "nothing of the kind" not in everywhere
    assert set(usual_parts("no such holder")) == set(head)


def test_a_list_of_parts_begins_with_the_usual_ones() -> None:
    first = [word.name for word in matching_parts("", usual_parts("head"))]
    assert first.index("eye") < first.index("ear") < first.index("leg")
    assert len(first) == len(matching_parts(""))
    # What was typed still comes first.
    assert matching_parts("le", usual_parts("head"))[0].name.startswith("le")


def test_a_part_is_meant_for_a_holder_on_which_such_were_drawn_more_than_once_in_a_while() -> None:
    assert hangs_usually("head", "ear") and hangs_usually("wing", "feather")
    assert not hangs_usually("wing", "ear") and not hangs_usually("torso", "ear")
    assert hangs_usually("wing", "no such part")
