"""The app's two icons, drawn when the package is made: a crossing guard's paddle with a tick.

Teams, "Design your app icon": 192 pixels in color with nothing outside the middle 120, and 32 pixels in white on
nothing.
"""

from __future__ import annotations

from io import BytesIO
from math import cos, pi, sin

from PIL import Image, ImageDraw

ACCENT = "#0F5C5C"
WHITE = "#FFFFFF"
FINER = 8
"""How many times larger it is drawn, so that its edges are smooth once it is shrunk."""
TICK = ((-0.42, 0.02), (-0.12, 0.34), (0.44, -0.30))
"""The corners of the tick, as parts of the paddle's radius."""


def color_icon() -> bytes:
    """A PNG of 192 by 192 pixels."""
    image = Image.new("RGBA", (192 * FINER, 192 * FINER), ACCENT)
    _paddle(image, radius=53, stroke=10)
    return _png(image)


def outline_icon() -> bytes:
    """A PNG of 32 by 32 pixels."""
    image = Image.new("RGBA", (32 * FINER, 32 * FINER), (255, 255, 255, 0))
    _paddle(image, radius=13, stroke=3)
    return _png(image)


def _paddle(image: Image.Image, radius: int, stroke: int) -> None:
    """An octagon with a tick in it, in the middle; sizes in pixels of the finished icon."""
    draw, middle, reach, width = ImageDraw.Draw(image), image.width / 2, radius * FINER, stroke * FINER
    corners = [
        (middle + reach * cos(pi / 8 + step * pi / 4), middle + reach * sin(pi / 8 + step * pi / 4))
        for step in range(8)
    ]
    draw.line([*corners, *corners[:2]], fill=WHITE, width=width, joint="curve")
    draw.line([(middle + reach * x, middle + reach * y) for x, y in TICK], fill=WHITE, width=width, joint="curve")


def _png(image: Image.Image) -> bytes:
    written = BytesIO()
    image.resize((image.width // FINER, image.height // FINER), Image.Resampling.LANCZOS).save(written, "PNG")
    return written.getvalue()
