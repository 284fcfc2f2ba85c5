"""Danger is recognised however it is said, and everyday words set nothing off."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.yaml_files import Faults
from bot.knowledge.danger import HEARD, Danger, load_danger
from bot.knowledge.danger_ear import write
from tools.learn_danger import DEAF, SHIPPED, corpus, examples, learned

CONTENT = Path(__file__).parents[2] / "content"
DANGER = load_danger(CONTENT / "danger.yaml")


DANGERS = [(heading.split(" | ")[0], message) for heading, message in corpus("dangers.txt")]
EVERYDAY = [message for _, message in corpus("everyday.txt")]
messages = st.sampled_from([message for _, message in DANGERS])


# --- What people write ----------------------------------------------------------------------------------------------


def test_no_danger_is_missed() -> None:
    assert not [(slug, message) for slug, message in DANGERS if not DANGER.of(message)]


def test_nearly_always_the_very_entry_is_shown() -> None:
    others = [(slug, message) for slug, message in DANGERS if slug not in DANGER.all(message)]
    assert len(others) <= 0.03 * len(DANGERS)


def test_everyday_words_set_nothing_off() -> None:
    assert not [(DANGER.explain(message), message) for message in EVERYDAY if DANGER.of(message)]


def test_no_message_is_there_twice() -> None:
    every = [message.casefold() for _, message in DANGERS] + [message.casefold() for message in EVERYDAY]
    assert len(every) == len({*every})


def test_each_entry_is_one_that_interrupts() -> None:
    entries = yaml.safe_load((CONTENT / "knowledge" / "safety.yaml").read_text(encoding="utf-8"))["entries"]
    assert {*DANGER.slugs} == {entry["slug"] for entry in entries if entry["interrupt"]}


def test_the_variants_of_the_entries_call_for_them() -> None:
    entries = yaml.safe_load((CONTENT / "knowledge" / "safety.yaml").read_text(encoding="utf-8"))["entries"]
    asked = [(entry["slug"], question) for entry in entries for question in entry["ask"]]
    assert not [(slug, question) for slug, question in asked if not DANGER.of(question)]


def test_the_most_urgent_entry_is_shown() -> None:
    message = "he is blackmailed with nudes and now he wants to die"
    assert DANGER.of(message) == "safety-self-harm"
    assert DANGER.all(message) == ("safety-self-harm", "safety-sextortion", "safety-sexual-image")


def test_a_finding_names_the_sign_and_the_words() -> None:
    finding = DANGER.explain("They said: don't come to SCHOOL tomorrow")[0]
    assert (finding.slug, finding.words) == ("safety-threat", ("not come school",))


@pytest.mark.parametrize("message", ["", " ", "👍", "?", "\u200b", "…", "a" * 10_000, "🙂" * 10_000, "<@U1> <!here>"])
def test_nothing_is_found_in_nothing(message: str) -> None:
    assert DANGER.of(message) is None


# --- How it is typed ------------------------------------------------------------------------------------------------

DISGUISES: Mapping[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "a mark between letters that nobody sees": lambda text: text.replace("i", "i\u200b"),
    "wide letters": lambda text: "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalpha() else c for c in text),
    "two spaces": lambda text: text.replace(" ", "  "),
    "one more exclamation": lambda text: text + "!!!",
    "bold": lambda text: f"*{text}*",
}


@pytest.mark.parametrize("disguise", DISGUISES)
@given(message=messages)
def test_a_disguise_hides_nothing(disguise: str, message: str) -> None:
    assert DANGER.of(DISGUISES[disguise](message)) is not None


@pytest.mark.parametrize(
    "message",
    ["he will k1ll them", "s3lf h4rm pics", "K.M.S. she wrote", "k i l l everyone", "n*des of her",
     "he wants to dieeeee", "su*cide note", "кill everyone", "KILL   EVERYONE", "s e l f harm", "5uicid3"],
)  # fmt: skip
def test_spelling_hides_nothing(message: str) -> None:
    assert DANGER.of(message) is not None


@given(message=messages, before=st.sampled_from(EVERYDAY), after=st.sampled_from(EVERYDAY))
def test_everyday_sentences_around_it_hide_nothing(message: str, before: str, after: str) -> None:
    assert DANGER.of(f"{before}\n{message}\n{after}") is not None


# --- The ear --------------------------------------------------------------------------------------------------------


def test_the_ear_is_the_one_that_the_messages_teach() -> None:
    """Whoever adds a message or a sign runs `python -m tools.learn_danger`."""
    assert SHIPPED.read_text(encoding="utf-8") == write(learned(load_danger(CONTENT / "danger.yaml", DEAF), examples()))


def test_the_ear_hears_what_no_sign_says() -> None:
    message = "a boy wrote that he cannot wait for all of this to be over tonight"
    assert load_danger(CONTENT / "danger.yaml", DEAF).of(message) is None
    (finding,) = DANGER.explain(message)
    assert (finding.slug, finding.sign) == ("safety-self-harm", HEARD)


# --- How fast -------------------------------------------------------------------------------------------------------

WORDS = sorted({word for _, message in DANGERS for word in message.split()})
long_messages = st.lists(st.sampled_from([*WORDS, *".!\n"]), min_size=5, max_size=60).map(
    lambda words: (" ".join(words) + " ") * 200
)
gibberish = st.text(min_size=20, max_size=200).map(lambda text: text * 100)


@settings(deadline=None, max_examples=15)
@given(message=long_messages | gibberish)
def test_ten_thousand_characters_are_read_in_no_time(message: str) -> None:
    started = time.process_time()
    DANGER.all(message[:10_000])
    assert time.process_time() - started < 0.25


# --- Slips ----------------------------------------------------------------------------------------------------------

SMALL = """version: 1
spelling: {u: you}
fillers: [the]
words:
  gun: [gun, pistol]
  weapon: [<gun>, knife]
everyday: [water <gun>]
dangers:
  - slug: safety-threat
    signs: [<weapon>, {sign: kill* .. all, unless: [time]}]
"""


def small(folder: Path, old: str = "", new: str = "") -> Danger:
    assert old in SMALL
    file = folder / "danger.yaml"
    file.write_text(SMALL.replace(old, new, 1), encoding="utf-8")
    return load_danger(file, DEAF)


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("[<weapon>,", "[<wepon>,", 10, "“<wepon>” is no family under “words”. Did you mean “weapon”?"),
        ("[gun, pistol]", "[gun, <weapon>]", 5, "“gun” stands within itself."),
        ("[gun, pistol]", "[gun, air .. pistol]", 5, "“air .. pistol” is a sign."),
        ("[<weapon>,", "[<weapon>, <weapon>,", 10, "“<weapon>” is here twice."),
        ("slug: safety-threat", "slug: threat", 9, "“threat” does not fit “slug”."),
        ("version: 1", "version: 0", 1, "“version” is 0; the least is 1."),
        ("unless:", "except:", 10, "“except” is not a word that is known here."),
    ],
)
def test_a_slip_is_told_with_its_line(old: str, new: str, line: int, says: str, tmp_path: Path) -> None:
    with pytest.raises(Faults) as found:
        small(tmp_path, old, new)
    assert [fault.line for fault in found.value.faults if says in fault.sentence] == [line]


def test_the_notation_means_what_it_says(tmp_path: Path) -> None:
    danger = small(tmp_path)
    assert danger.of("the water pistol") is None
    assert danger.of("water. A pistol")
    assert danger.of("killing u and them all")
    assert danger.of("kill one two three four all") is None
    assert danger.of("kill. all") is None
    assert danger.of("kill them all, it is time") is None
