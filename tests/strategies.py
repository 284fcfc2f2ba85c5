"""Any legal card and form, for properties that hold on every platform.

The words are of the kind that people really send: marks of every chat's formatting, markup, other scripts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from hypothesis import assume, reject
from hypothesis import strategies as st

from bot.ui import (
    Answer,
    Button,
    Buttons,
    Card,
    ChoiceField,
    DayField,
    DoesNotFit,
    Facts,
    Field,
    Form,
    Image,
    Option,
    PersonField,
    Quote,
    Row,
    Rows,
    Status,
    Text,
    TextField,
    YesField,
    literal,
)

Built = TypeVar("Built")

_SNIPPETS = (
    *"abc XYZ 019 .,;:!?'\"&<>*_~`|@#$%{}[]()\\/-+=^",
    *"éßñ中文日本語العربيةעברית👩‍🏫🎉\u202e\u200b",
    "<!channel>",
    "<@U0BOT>",
    "<https://evil.example|Approve>",
    "[x](https://evil.example)",
    "<b>bold</b>",
    "<script>alert(1)</script>",
    "&amp;",
    "&lt;",
    ":smile:",
    "**loud**",
    "https://evil.example/a?b=c&d=e",
    "مرحبا",
)


def words(most: int, least: int = 1) -> st.SearchStrategy[str]:
    """Something that a person may write, with a letter in it, of so many characters."""
    texts = st.lists(st.sampled_from(_SNIPPETS), min_size=least, max_size=12).map("".join)
    return texts.map(lambda text: text[:most].strip() or "a" * least)


def lines(most: int, least: int = 1) -> st.SearchStrategy[str]:
    """Words on one or several lines."""
    return st.lists(words(most // 4), min_size=least, max_size=4).map("\n".join)


names = st.from_regex(r"[a-z][a-z0-9_.]{0,20}", fullmatch=True)
emails = st.from_regex(r"[a-z]{1,8}\.[a-z]{1,8}@example\.org", fullmatch=True)
https = st.from_regex(r"https://[a-z]{1,8}\.example/[a-z0-9?=&_~*-]{0,12}", fullmatch=True)
values = st.from_regex(r"(R-[0-9]{4}\.[0-9]{1,3})?", fullmatch=True)

_bold = words(30).map(lambda text: f"**{literal(text)}**")
_links = st.tuples(words(30), https).map(lambda made: f"[{literal(made[0])}]({made[1]})")
_marked = st.lists(words(40).map(literal) | _bold | _links, min_size=1, max_size=5).map(" ".join)

texts = st.builds(Text, lines(400) | _marked, st.booleans())
quotes = st.builds(Quote, lines(400))
statuses = st.builds(Status, words(60), st.sampled_from(["good", "waiting", "bad", "neutral"]))
facts = st.lists(st.tuples(words(60), lines(200)), min_size=1, max_size=13).map(lambda pairs: Facts(tuple(pairs)))
images = st.builds(Image, https, words(80))
_addresses = st.just("") | https
buttons = st.builds(Button, names, words(75), values, st.sampled_from(["plain", "primary", "danger"]), url=_addresses)
_row = st.builds(Row, words(100), st.just("") | lines(200), st.none() | buttons)
_side_by_side = st.lists(buttons, min_size=1, max_size=5).map(lambda items: Buttons(tuple(items)))
rows = st.lists(_row, min_size=1, max_size=10).map(lambda items: Rows(tuple(items)))
elements = texts | quotes | statuses | facts | rows | _side_by_side | images


def _legal(build: Callable[..., Built], *parts: Any, **named: Any) -> Built:
    try:
        return build(*parts, **named)
    except DoesNotFit:
        reject()


def _several(of: st.SearchStrategy[Any], most: int, least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, min_size=least, max_size=most).map(tuple)


@st.composite
def cards(draw: st.DrawFn) -> Card:
    """A card with a word on it."""
    title, body, under = draw(st.just("") | words(100)), draw(_several(elements, 6)), draw(_several(buttons, 4))
    assume(title or body)
    return _legal(Card, title, body, under)


# --- Forms ----------------------------------------------------------------------------------------------------------

_asked: dict[str, Any] = {"label": words(100), "hint": st.just("") | words(200), "required": st.booleans()}
_options = st.lists(st.builds(Option, names, words(75)), min_size=1, max_size=15, unique_by=lambda option: option.value)
_days = st.dates().map(lambda day: day.isoformat())


@st.composite
def _choices(draw: st.DrawFn) -> ChoiceField:
    options, many = tuple(draw(_options)), draw(st.booleans())
    chosen = draw(_several(st.sampled_from(options), 3 if many else 1))
    value = tuple(dict.fromkeys(option.value for option in chosen))
    asked = {name: draw(strategy) for name, strategy in _asked.items()}
    return _legal(ChoiceField, draw(names), options=options, value=value, many=many, **asked)


fields: st.SearchStrategy[Field] = st.one_of(
    st.builds(TextField, names, value=st.just("") | lines(200), lines=st.sampled_from(["one", "many"]), **_asked),
    _choices(),
    st.builds(YesField, names, text=words(75), value=st.booleans(), **_asked),
    st.builds(DayField, names, value=st.just("") | _days, **_asked),
    st.builds(PersonField, names, value=st.just("") | emails, **_asked),
)


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A form with at least one field, each with its own name."""
    asked = draw(st.lists(fields, min_size=1, max_size=5, unique_by=lambda field: field.name))
    body = tuple(draw(st.permutations([*asked, *draw(_several(elements, 3))])))
    step = draw(st.none() | st.tuples(st.integers(1, 9), st.integers(9, 12)))
    parts = [draw(names), draw(words(24)), body, draw(words(24)), draw(values), draw(_several(buttons, 3)), step]
    return _legal(Form, *parts)


def answer_to(field: Field) -> st.SearchStrategy[Answer]:
    """Something that a person may answer; what is typed is trimmed, as every platform does."""
    match field:
        case TextField(longest=longest):
            return lines(longest)
        case ChoiceField(options=options, many=True):
            return _in_order([option.value for option in options])
        case ChoiceField(options=options):
            return st.sampled_from([option.value for option in options])
        case YesField():
            return st.booleans()
        case DayField():
            return _days
        case _:
            return emails


def _in_order(offered: list[str]) -> st.SearchStrategy[Answer]:
    return st.sets(st.sampled_from(offered)).map(lambda chosen: tuple(one for one in offered if one in chosen))


@st.composite
def filled_forms(draw: st.DrawFn) -> tuple[Form, dict[str, Answer]]:
    """A form, and an answer to each of its fields by name."""
    form = draw(forms())
    return form, {field.name: draw(answer_to(field)) for field in form.fields}
