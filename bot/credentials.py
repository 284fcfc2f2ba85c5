"""Notice a password or a token in what somebody typed, before any of it is stored."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

_STRONG = r"(?:passwords?|pass ?words?|passwort|pass ?(?:code|phrase)|pwd?|psw|p/w|pword|contrase(?:ñ|n)a)"
"""Words that name a secret and nothing else."""

_WEAK = r"(?:pass|pin|login|log[- ]in|logins|creds?|credentials?|code|secret|(?:api|access)[- ]key)"
"""Words with other meanings too: a bus pass, a dress code. Their value has to look like a secret."""

_CODE = (
    r"(?:(?:verification|security|one[- ]?time|log[- ]?in|sign[- ]?in|2fa|mfa|two[- ]factor|authenticat\w+|auth|"
    r"backup|recovery|confirmation|access) (?:codes?|pin)|otp|2fa|mfa|codes?)"
)

_YEARS = r"(?:19|20)\d\d[ –-](?:19|20)?\d\d\b"
"""A school year is no code: "code of conduct 2025-2026"."""

_SAYS = r"(?:\s*[:=]\s*|\s*(?:->|=>|→)\s*|\s+(?:is|was|es)(?: now| still)?:?\s+|\s+[-–—]\s+)"
_OF = r"(?:\s+(?:for|to|of|on|in|para|de)(?:\s+(?!(?:is|was|es)\b)[\w'’@.&-]+){1,6}?)?"
_VALUE = r"[\"'“‘«`(<*]*(?P<value>[^\s\"“”«»`]{4,})"

_TOKENS = re.compile(
    r"xox[abeprs]-[\w-]{6,}|xapp-[\w-]{6,}|\b(?:AKIA|ASIA)[A-Z0-9]{12,}|\bgh[opsru]_\w{12,}|\bgithub_pat_\w{12,}"
    r"|\bglpat-[\w-]{12,}|\bAIza[\w-]{30,}|\bya29\.[\w-]{10,}|\b[sr]k_(?:live|test)_\w{8,}|\bsk-[\w-]{20,}"
    r"|\beyJ[\w-]{8,}\.eyJ[\w-]{8,}|-----BEGIN [A-Z ]+-----|://[^\s/:@]+:[^\s/@]+@"
)
"""How the usual services begin their keys; and a name with a password inside a link."""

_COLON = re.compile(rf"\b{_STRONG}{_OF}\s*(?:[:=]|->|=>|→)\s*{_VALUE}", re.IGNORECASE)
_SPOKEN = re.compile(rf"\b{_STRONG}{_OF}{_SAYS}{_VALUE}", re.IGNORECASE)
_DIRECT = re.compile(rf"\b{_STRONG}\s+{_VALUE}", re.IGNORECASE)
_QUOTED = re.compile(rf"\b{_STRONG}{_OF}{_SAYS}[\"'“‘«`](?P<value>[^\"'”’»`]{{4,}})[\"'”’»`]", re.IGNORECASE)
_DOUBTFUL = re.compile(rf"\b{_WEAK}{_OF}{_SAYS}{_VALUE}", re.IGNORECASE)
_AFTER_NAME = re.compile(
    r"\b[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+\s*(?:[/|:;,]|\band\b|\s)\s*(?P<value>\S{6,})", re.IGNORECASE
)
_WITH_USER = re.compile(r"\b(?:user(?:name)?|login|id)\s*[:=]\s*\S+\W+pass\s*[:=]\s*(?P<value>\S+)", re.IGNORECASE)
_NAMED = re.compile(
    rf"\buser(?:name)?\s*[:=]?\s+\S+\s*[,;/]\s*(?:and\s+)?(?:pass|{_STRONG})(?:\s*[:=]|\s)\s*{_VALUE}", re.IGNORECASE
)
_LOGIN = rf"\b(?:log[- ]?ins?|creds?|credentials?|user(?:name)?)\b{_OF}(?:{_SAYS}|\s+(?:are:?\s+)?)[\w.@-]{{3,}}"
_AFTER_LOGIN = re.compile(rf"{_LOGIN}(?:\s*[/|,;:]\s*|\s+(?:with|and)\s+){_VALUE}", re.IGNORECASE)
_BESIDE = re.compile(rf"(?:{_LOGIN}|\bpass)\s+(?P<value>[^\s@#]\S{{5,}})", re.IGNORECASE)
_SPLIT = re.compile(r"(?<!\S)(?:[\w-]{3,}\s*|[\w.@-]{3,}\s+)[/|]\s*(?P<value>[^\s@#/]\S{5,})")
"""A name and what stands beside it, without a word between them that says what it is; the path of a link is none."""

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+[.,;]?")

_ONE_TIME = re.compile(
    rf"\b{_CODE}{_OF}(?:{_SAYS}|\s+)(?!{_YEARS})(?P<value>\d{{3,4}}[ -]?\d{{3,4}})\b(?![ -]\d)", re.IGNORECASE
)
_IS_YOUR_CODE = re.compile(r"\b(?P<value>\d{3,4}[ -]?\d{3,4}) is your\b[^.\n]{0,40}\bcode\b", re.IGNORECASE)
_PIN = re.compile(rf"\bpin{_OF}{_SAYS}(?P<value>\d{{4,8}})\b", re.IGNORECASE)

_SPEAKS_OF_ONE = re.compile(
    rf"\b(?:{_STRONG}|creds?|credentials?|(?:log|sign)(?:ged|ging|ing)?[- ]?in (?:with|using))\b", re.IGNORECASE
)
"""Beside these words, wherever it stands, a word that could be a password is hardly anything else."""

_OF_ACCOUNT = re.compile(
    r"\s*(?:@[\w.]{2,}[:,]?\s|(?:[\w ]{0,20}\b(?:account|acct|admin|owner|user(?:name)?|ig|insta|instagram|facebook|fb|"
    r"tik ?tok|twitter|x|you ?tube|snap|snapchat|threads|linkedin|discord|gmail|google|e-?mail)"
    r"\s*(?:[:=]|->|→|\s[-–—]\s)))",
    re.IGNORECASE,
)
"""How an answer begins that gives an account and what opens it: `Insta: …`, `@centralsoccer …`."""

_SOMETHING_ELSE = re.compile(
    r"^[#@]|[/\\+=]|\w&[a-z]|!!|\d:\d|\.[a-z]\w{1,4}!?$|^covid|^(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\d",
    re.IGNORECASE,
)
"""A hashtag, a handle, a path, a formula, two things in one, a cheer, a time, a file, a host, a month and year."""

_MANGLED = re.compile(r"p(?!assword)[a@4][s$5]{2}w[o0]rd", re.IGNORECASE)
"""`Passw0rd`, `P@ssword1`: whoever writes it so means one."""

_PIECES = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+|[!$%^&*#~@?]+")
"""What a word is made of: words or names, capitals, digits, signs."""

_LONGEST_PIECE = 3
_MANY_PIECES = 7
"""Of so many pieces, each so short, is no word that means anything: `xK9#mQ2$`."""

_AROUND = "\"'“”‘’«»`()[]<>*_~.,;:-–—•"
"""What stands around a word and is none of it."""

_NO_SECRET = re.compile(
    r"ask|asked|change|changed|changes|check|contact|forgotten|held|kept|known|lost|managed|missing|never|"
    r"none|please|required|reset|same|secret|secure|shared|stored|this|unknown|updated|vault|what|when|"
    r"where|which|with|write|your|yours|their|they|that|there|then|those|policy|policies|protected|safe|"
    r"strong|expired|wrong|1password|lastpass|bitwarden|keeper|keepass|dashlane"
)
"""What people write after the word when they talk about a password instead of telling it."""


def looks_like_credential(text: str) -> bool:
    """Whether a text seems to hold a password, a token or a one-time code.

    It is made to warn the person at the field, so it would rather let a rare disguise pass than stop somebody
    who asks "who has the password?".
    """
    plain = unicodedata.normalize("NFKC", text)
    return bool(_TOKENS.search(plain)) or any(_told(plain)) or any(_bare(plain))


def could_be_credential(text: str) -> bool:
    """The same where a person is asked beside which thing a password lies: there it may be typed without a word.

    Any word that looks like one by itself counts, and what follows "the password is".
    """
    plain = unicodedata.normalize("NFKC", text)
    words = any(_is_mixed(word) and not _EMAIL.fullmatch(word) for word in plain.split())
    return looks_like_credential(text) or words or any(map(_is_any_word, _values(_SPOKEN, plain)))


def _told(text: str) -> Iterator[bool]:
    yield any(_is_any_word(value) for value in _values(_COLON, text))
    yield any(_is_any_word(value.split()[0]) for value in _values(_QUOTED, text))
    yield any(_is_mixed(value) for pattern in (_SPOKEN, _DIRECT, _DOUBTFUL) for value in _values(pattern, text))
    yield any(_is_mixed(value) and "." not in value[:-1] for value in _values(_AFTER_NAME, text))
    yield any(_is_any_word(value) for value in _values(_NAMED, text))
    yield any(_is_mixed(value) for value in _values(_AFTER_LOGIN, text))
    yield any(_is_dense(value) for pattern in (_BESIDE, _SPLIT) for value in _values(pattern, text))
    yield any(True for pattern in (_WITH_USER, _ONE_TIME, _IS_YOUR_CODE, _PIN) for _ in _values(pattern, text))


def _bare(text: str) -> Iterator[bool]:
    """A password without a word that says so, where it is hardly anything else."""
    words = [word.strip(_AROUND) for word in text.split()]
    yield bool(_MANGLED.search(text)) or any(map(_is_scrambled, words))
    yield bool(_SPEAKS_OF_ONE.search(text)) and any(map(_is_coined, words))
    yield any(map(_is_coined, _only_words(text)))


def _only_words(text: str) -> Sequence[str]:
    """The words of an answer that has one on each line, behind the name of an account or alone; none of any other."""
    opened = _OF_ACCOUNT.match(text)
    stripped = (word.strip(_AROUND) for word in text[opened.end() if opened else 0 :].split())
    words = [word for word in stripped if word]
    lines = [line for line in text.splitlines() if line.strip()]
    return words if len(words) <= len(lines) else ()


def _values(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    return (found["value"] for found in pattern.finditer(text))


def _is_any_word(value: str) -> bool:
    """After "password:" any word is a password, unless it says where to look."""
    return not _NO_SECRET.fullmatch(value.strip(".,;!?)*").lower()) and not _is_link(value)


def _is_mixed(value: str) -> bool:
    """Letters with digits, or with signs inside: `panthers99`, `Tigers!now`; not `4007P`, `2024-25` or a handle."""
    word = value.rstrip(".,;?)*")
    letters = sum(character.isalpha() for character in word)
    others = sum(character.isdigit() or character in "!$%^&*#+=~" for character in word)
    looks = letters >= 2 and others >= 1 and len(word) >= 6
    return looks and not _is_link(word) and not _NO_SECRET.fullmatch(word.lower())


def _is_dense(value: str) -> bool:
    """Letters, digits and a sign in one word: `Tigers2024!`."""
    return _is_mixed(value) and any(map(str.isdigit, value)) and any(sign in value for sign in "!$%^&*#+=~")


def _is_coined(word: str) -> bool:
    """A name, three digits and a sign in one word: `Tigers2024!`; not `COVID19!`, `#Tigers2024!` or `Room204!`."""
    letters, digits = sum(map(str.isalpha, word)), sum(map(str.isdigit, word))
    is_name_and_number = letters >= 5 and digits >= 3 and any(map(str.islower, word))
    return is_name_and_number and _is_dense(word) and not _SOMETHING_ELSE.search(word)


def _is_scrambled(word: str) -> bool:
    """Small letters, capitals, digits and signs in turns: `Tr0ub4dor&3`."""
    pieces = _PIECES.findall(word)
    all_kinds = all(any(map(kind, word)) for kind in (str.islower, str.isupper, str.isdigit)) and not word.isalnum()
    short = len(pieces) >= _MANY_PIECES and max(map(len, pieces)) <= _LONGEST_PIECE
    return all_kinds and short and "".join(pieces) == word and not _SOMETHING_ELSE.search(word)


def _is_link(value: str) -> bool:
    return value.startswith("@") or "://" in value or value.lower().startswith("www.")
