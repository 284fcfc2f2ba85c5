"""What a file really is, whatever it is called; and how evidence is encrypted."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from cryptography.fernet import Fernet
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from bot.evidence import MOST_BYTES, PICTURES, PIECE, Unfit
from bot.evidence.decoding import HEIF, OPENED
from bot.evidence.pictures import examine, fit_to_look_at
from bot.evidence.vault import FileKey, Locked, Vault
from tests.evidence_office import photograph, picture
from tests.files import bomb

WHOLE = {kind: picture(kind) for kind in OPENED if kind != HEIF} | {HEIF: photograph()}
REFUSALS = ("empty", "not_allowed", "disguised", "broken", "too_many_pixels")
PHOTOGRAPH = Image.Exif()
PHOTOGRAPH[0x0112] = 6  # turned by a quarter
PHOTOGRAPH[0x010E] = "Room 12, third period"


def zipped() -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("a.txt", "hello")
    return written.getvalue()


def why(content: bytes, name: str = "screenshot.png") -> str:
    with pytest.raises(Unfit) as found:
        examine(content, name)
    return found.value.why


@pytest.mark.parametrize("kind", OPENED)
def test_the_content_says_what_it_is(kind: str) -> None:
    assert examine(WHOLE[kind], "misnamed.exe") == PICTURES[kind]


def test_a_pdf_is_taken_as_it_is() -> None:
    assert examine(b"%PDF-1.7\nanything at all", "a.pdf") == "application/pdf"


@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
@pytest.mark.parametrize("kind", OPENED)
def test_a_picture_that_was_cut_off_is_broken(kind: str, part: float) -> None:
    content = WHOLE[kind]
    assert why(content[: int(len(content) * part)]) == "broken"


def test_a_progressive_jpeg_is_read_to_its_end() -> None:
    content = picture("JPEG", progressive=True)
    assert examine(content, "a.jpg") == "image/jpeg"
    assert why(content[: len(content) * 9 // 10]) == "broken"


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\0" + b"\0" * 200,
        b"\x7fELF" + b"\0" * 60,
        b"<!doctype html><html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"#!/bin/sh\necho hello\n",
        zipped(),
        b"just words",
    ],
)
def test_what_is_none_of_ours_is_not_taken_and_less_so_under_a_pictures_name(content: bytes) -> None:
    assert why(content, "report.bin") == "not_allowed"
    assert why(content, "screenshot.PNG") == "disguised"


def test_formats_that_pillow_knows_and_we_do_not_take() -> None:
    for kind in ("BMP", "TIFF", "ICO", "PPM"):
        assert why(picture(kind), "a.bin") == "not_allowed"


@pytest.mark.parametrize("side", [8_000, 20_000])
def test_a_bomb_is_not_set_off(side: int) -> None:
    assert why(bomb(side)) == "too_many_pixels"


def test_frames_count_together() -> None:
    still = Image.new("1", (7_000, 7_000))
    written = BytesIO()
    still.save(written, "GIF", save_all=True, append_images=[Image.new("1", (7_000, 7_000), n % 2) for n in range(9)])
    assert why(written.getvalue()) == "too_many_pixels"


def test_nothing_is_empty() -> None:
    assert why(b"") == "empty"


@given(st.sampled_from(OPENED), st.integers(0, 10**6), st.binary(max_size=40))
@example("PNG", 0, b"")
def test_whatever_comes_nothing_breaks_and_nothing_is_kept_that_pillow_refuses(
    kind: str, place: int, scrap: bytes
) -> None:
    whole = WHOLE[kind]
    place %= len(whole)
    content = whole[:place] + scrap + whole[place + len(scrap) :]
    try:
        examine(content, "a.png")
    except Unfit:
        return
    with Image.open(BytesIO(content)) as image:
        image.load()


@given(st.binary(max_size=2_000), st.text(max_size=30))
def test_no_bytes_and_no_name_break_it(content: bytes, name: str) -> None:
    try:
        said = examine(content, name)
    except Unfit as unfit:
        said = unfit.why
    assert said in {"application/pdf", *PICTURES.values(), *REFUSALS}


@pytest.mark.parametrize("kind", OPENED)
def test_the_copy_is_a_jpeg_of_the_same_size(kind: str) -> None:
    with Image.open(BytesIO(fit_to_look_at(WHOLE[kind]))) as copy:
        assert (copy.format, copy.size) == ("JPEG", (300, 200))


def test_the_copy_is_upright_and_says_nothing_of_its_camera() -> None:
    content = picture("JPEG", exif=PHOTOGRAPH, comment="Room 12")
    assert b"Room 12" in content
    copy = fit_to_look_at(content)
    assert b"Room 12" not in copy
    with Image.open(BytesIO(copy)) as image:
        assert image.size == (200, 300)
        assert not image.getexif()


# --- Encryption ---------------------------------------------------------------------------------------------------


def vault(count: int = 1) -> tuple[Vault, list[str]]:
    keys = [Fernet.generate_key().decode() for _ in range(count)]
    return Vault(keys), keys


def file_key(file: int = 7) -> FileKey:
    opened, _ = vault()
    return opened.unlock(opened.new_key(), file)


@given(st.binary(max_size=5_000), st.integers(0, MOST_BYTES // PIECE))
def test_a_piece_opens_where_it_was_sealed_and_nowhere_else(piece: bytes, position: int) -> None:
    key = file_key()
    sealed = key.seal(position, piece)
    assert key.open(position, sealed) == piece
    for other, place in ((FileKey(8, key.cipher), position), (key, position + 1), (file_key(), position)):
        with pytest.raises(Locked):
            other.open(place, sealed)


def test_an_altered_piece_does_not_open() -> None:
    key = file_key()
    sealed = key.seal(0, b"what was said")
    with pytest.raises(Locked):
        key.open(0, sealed[:-1] + bytes([sealed[-1] ^ 1]))


def test_keys_change_and_what_was_locked_before_still_opens() -> None:
    old, keys = vault()
    locked = old.new_key()
    sealed = old.unlock(locked, 7).seal(0, b"kept")
    new = Fernet.generate_key().decode()
    anew = Vault([new, *keys]).lock_anew(locked)
    assert Vault([new]).unlock(anew, 7).open(0, sealed) == b"kept"
    with pytest.raises(Locked):
        Vault([new]).unlock(locked, 7)
    with pytest.raises(Locked):
        Vault([new]).lock_anew(locked)
