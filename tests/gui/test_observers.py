from gui.observers import Observers


def test_all_are_told_in_order_until_they_end() -> None:
    told: list[str] = []
    observers = Observers[str]()
    end = observers.add(lambda word: told.append(f"first {word}"))
    observers.add(lambda word: told.append(f"second {word}"))
    observers.tell("a")
    end()
    end()
    observers.tell("b")
    assert told == ["first a", "second a", "second b"]


def test_who_comes_while_others_are_told_waits_for_the_next_change() -> None:
    told: list[int] = []
    observers = Observers[[]]()
    observers.add(lambda: observers.add(lambda: told.append(1)))
    observers.tell()
    assert told == []
    observers.tell()
    assert told == [1]


def test_only_the_kept_stay() -> None:
    told: list[str] = []
    observers = Observers[[]]()

    def stays() -> None:
        told.append("stays")

    observers.add(stays)
    kept = observers.all()
    observers.add(lambda: told.append("goes"))
    observers.keep(kept)
    observers.tell()
    assert told == ["stays"]
    observers.keep()
    assert observers.all() == ()
