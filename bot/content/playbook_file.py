"""What `content/playbooks.yaml` holds, and what the file of a platform adds to it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from bot.content.yaml_files import Part

OWN = "own"
"""Among the routes of a plan: here stand the platform's own."""

OLD_AFTER_DAYS = 180
"""After how many days a look at a platform's page counts for little (requirement 5.1)."""

Status = Literal["verified", "secondary", "unverified"]
Id = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,60}$")]
Ids = tuple[str, ...]
Sentence = Annotated[str, Field(min_length=1, max_length=400)]
Name = Annotated[str, Field(min_length=1, max_length=70)]
"""Of a route there must be room for the number of a filing before it, where one is chosen."""
Url = Annotated[str, Field(pattern=r"^https://\S+$", max_length=300)]


class Looked(Part):
    """Something about a platform that changes often: who looked, and when.

    status      verified: read on the platform's own page; secondary: in a copy of it, or told by somebody else;
                unverified: nobody has looked
    checked_on  the day of that look; where nobody looked there is none
    """

    status: Status
    checked_on: date | None = None
    url: Url | None = None


class Verification(Looked):
    """How a school's account gets a platform's badge, if it can."""

    say: Sentence


class Way(Looked):
    """One way to report something.

    answer_hours  after how many hours to ask whether there is an answer: 48 where the TAKE IT DOWN Act or a
                  partner program promises it, else 7 days
    who_files     whoever this way is open to, where that is not the person whom the plan names
    takes_text    whether the plan's prepared text belongs there
    """

    name: Name
    say: Sentence
    answer_hours: Annotated[int, Field(ge=1, le=720)] = 168
    who_files: str | None = None
    proof: Ids = ()
    takes_text: bool = True


class OwnWay(Way):
    """A platform's own way, and the plans that it is for."""

    id: Id
    plans: Annotated[Ids, Field(alias="for", min_length=1)]


class SharedWay(Way):
    """A way that is open for every platform, or for those under `tools`."""

    tools: Ids | None = None


class RungText(Part):
    """What to try after a refusal; under `tools`, only there."""

    name: Name
    say: Sentence
    tools: Ids | None = None


class Plan(Part):
    """What to do in the categories that are handled alike. `routes` are in the order in which to try them."""

    categories: Ids
    who_files: str
    proof: Annotated[Ids, Field(min_length=1)]
    routes: Annotated[Ids, Field(min_length=1)]
    text: Annotated[str, Field(max_length=2_000)] = ""
    ladder: Annotated[Ids, Field(min_length=1)]


class PlaybookFile(Part):
    """The file that all platforms share. The last plan also stands for categories that no plan names."""

    statuses: dict[Status, Sentence]
    blanks: dict[str, Sentence]
    who_files: dict[str, Sentence]
    proof: dict[str, Sentence]
    routes: dict[str, SharedWay]
    ladder: dict[str, RungText]
    plans: Annotated[dict[str, Plan], Field(min_length=1)]
