import pytest

from gui.commands.action import Action
from gui.commands.key_map import KeyMap, normal_key
from gui.commands.registry import Registry


def registry() -> Registry:
    made = Registry()
    made.add(
        Action("undo", "Undo", lambda: None, "Ctrl+Z"),
        Action("lock", "Lock", lambda: None, "L", letter=True),
        Action("export", "Export", lambda: None),
    )
    return made


@pytest.mark.parametrize(
    ("given", "normal"),
    [
        ("shift+ctrl+z", "Ctrl+Shift+Z"),
        ("Ctrl++", "Ctrl++"),
        ("del", "Del"),
        ("f1", "F1"),
        (" l ", "L"),
        ("", ""),
    ],
)
def test_keys_are_written_in_one_way(given: str, normal: str) -> None:
    assert normal_key(given) == normal
    assert normal_key(normal) == normal


def test_a_key_can_be_chosen_and_put_back() -> None:
    keys = KeyMap(registry())
    told: list[int] = []
    keys.subscribe(lambda: told.append(1))
    assert keys.bind("export", "ctrl+shift+x") == []
    assert keys.key_of("export") == "Ctrl+Shift+X"
    assert keys.action_of("Ctrl+Shift+X") == "export"
    assert keys.is_own("export")
    assert KeyMap(registry(), keys.saved).key_of("export") == "Ctrl+Shift+X"
    keys.reset("export")
    assert keys.key_of("export") == ""
    assert keys.saved == {}
    assert len(told) == 2


def test_a_clash_takes_the_key_from_the_other() -> None:
    keys = KeyMap(registry())
    assert keys.clashes("export", "L") == ["lock"]
    assert keys.bind("export", "L") == ["lock"]
    assert keys.key_of("lock") == ""
    assert keys.action_of("L") == "export"
    keys.reset("lock")
    assert (keys.key_of("lock"), keys.key_of("export")) == ("L", "")
    keys.reset()
    assert keys.saved == {}


def test_the_default_chosen_again_is_no_choice() -> None:
    keys = KeyMap(registry())
    keys.bind("undo", "Ctrl+Y")
    keys.bind("undo", "Ctrl+Z")
    assert not keys.is_own("undo")


def test_an_action_that_does_not_apply_is_not_run() -> None:
    ran: list[str] = []
    made = Registry()
    made.add(
        Action("a", "A", lambda: ran.append("a"), menu="Edit"),
        Action("b", "B", lambda: ran.append("b"), refused=lambda: "Not now", contexts=("part",)),
    )
    assert made.run("a") == ""
    assert made.run("b") == "Not now"
    assert ran == ["a"]
    assert [a.name for a in made.of_context("part")] == ["b"]
    assert [a.name for a in made.menus()["Edit"]] == ["a"]
    with pytest.raises(ValueError, match="two actions"):
        made.add(Action("a", "A", lambda: None))
