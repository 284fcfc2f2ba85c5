"""What must hold between the lines of `content/incidents.yaml`: known names, and no report that is left to nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.content.choices import twice
from bot.content.district_file import Roles
from bot.content.fault_sentences import did_you_mean
from bot.content.incidents_file import Answers, IncidentsFile
from bot.content.safety_file import SafetyCheck
from bot.content.yaml_files import Check, Problem, Spot

LONGEST_OUTSIDE = 56
"""Characters of a step outside the district: a choice of a form holds 75, and says that nobody is contacted for it."""

PRINCIPAL = "principal"
"""The principal of the school that a report names, and the stand-ins there."""

ROLES = (*Roles.model_fields, PRINCIPAL)
"""Who can be named in a rule."""


def _unknown(spot: Spot, values: Iterable[str], known: Iterable[str], what: str) -> Iterator[Problem]:
    known = tuple(known)
    for position, value in enumerate(values):
        if value not in known:
            yield (*spot, position), f"“{value}” is not {what}.{did_you_mean(value, known)}"


def _twice(file: IncidentsFile) -> Iterator[Problem]:
    for name in file.choices():
        yield from twice((name,), file.values(name))


def _categories_exist(file: IncidentsFile) -> Iterator[Problem]:
    known = file.values("categories")
    for position, what in enumerate(file.what):
        for key in ("category", "of_student"):
            if (value := getattr(what, key)) and value not in known:
                yield ("what", position, key), f"“{value}” is not a category.{did_you_mean(value, known)}"


def _conditions_exist(file: IncidentsFile) -> Iterator[Problem]:
    for name, rules in file.routing.rules().items():
        for position, rule in enumerate(rules):
            spot = ("routing", name, position, "when")
            categories, harmed = rule.when.category_is or (), rule.when.harmed_is or ()
            yield from _unknown((*spot, "category_is"), categories, file.values("categories"), "a category")
            yield from _unknown((*spot, "harmed_is"), harmed, file.values("harmed"), "a value under “harmed”")


def _roles_exist(file: IncidentsFile) -> Iterator[Problem]:
    for name, rules in file.routing.rules().items():
        for position, rule in enumerate(rules):
            yield from _unknown(("routing", name, position, "roles"), rule.roles, ROLES, "a role")
    yield from _unknown(("routing", "fallback"), file.routing.fallback, ROLES, "a role")
    for position, one in enumerate(file.escalations):
        if one.role and one.role not in ROLES:
            yield ("escalations", position, "role"), f"“{one.role}” is not a role.{did_you_mean(one.role, ROLES)}"


def _steps_outside_are_short(file: IncidentsFile) -> Iterator[Problem]:
    for position, one in enumerate(file.escalations):
        if not one.role and len(one.label) > LONGEST_OUTSIDE:
            sentence = f"“label” is too long for a step outside the district; at most {LONGEST_OUTSIDE} characters fit."
            yield ("escalations", position, "label"), sentence


def _every_report_is_handled(file: IncidentsFile) -> Iterator[Problem]:
    if not file.routing.handle[-1].when.is_always:
        yield ("routing", "handle"), "Some reports fit no row here. Let the last row take them, with “when: {}”."
    forbidden = {role for rule in file.routing.never for role in rule.roles}
    if {*file.routing.fallback} <= forbidden:
        yield ("routing", "fallback"), "Each of these is under “never” too. Add one who may hear of every report."


def _the_law_comes_first(file: IncidentsFile) -> Iterator[Problem]:
    required = {role for rule in file.routing.also if rule.required for role in rule.roles}
    for position, rule in enumerate(file.routing.never):
        for at, role in enumerate(rule.roles):
            if role in required:
                yield ("routing", "never", position, "roles", at), f"The law names “{role}”, so it cannot stand here."
    for position, telling in enumerate(file.routing.also):
        if telling.required and not telling.law:
            yield ("routing", "also", position), "“required” means that the law names them. Add “law: …”."


def _images_take_no_files(file: IncidentsFile) -> Iterator[Problem]:
    """To possess or to copy such an image can be a crime (chapter 9.68A RCW), also when a handler finds it."""
    for position, category in enumerate(file.categories):
        if "sexual_image" in category.safety_is and category.files != "refused":
            yield ("categories", position), "To copy such an image can be a crime. Add “files: refused”."
    if all(category.files != "refused" for category in file.categories):
        yield ("categories",), "No category refuses files. Add “files: refused” to the one for sexual images."


def _endings_exist(file: IncidentsFile) -> Iterator[Problem]:
    known = file.values("closings")
    for position, outcome in enumerate(file.outcomes):
        if outcome.ends_as and outcome.ends_as not in known:
            sentence = f"“{outcome.ends_as}” is not a value under “closings”.{did_you_mean(outcome.ends_as, known)}"
            yield ("outcomes", position, "ends_as"), sentence


def _a_new_name_is_asked_for(file: IncidentsFile) -> Iterator[Problem]:
    if not any(outcome.asks_new_handle for outcome in file.outcomes):
        yield (
            ("outcomes",),
            "No outcome asks for a new name. Add “asks_new_handle: yes” to the one for a renamed account.",
        )


CHECKS: tuple[Check[IncidentsFile], ...] = (
    _twice,
    _categories_exist,
    _conditions_exist,
    _roles_exist,
    _steps_outside_are_short,
    _every_report_is_handled,
    _the_law_comes_first,
    _images_take_no_files,
    _a_new_name_is_asked_for,
    _endings_exist,
)


def texts_exist(file: IncidentsFile, texts: Iterable[str]) -> Iterator[Problem]:
    """A problem for each category whose reporter would read a text that `content/safety.yaml` does not have."""
    known = tuple(texts)
    for position, category in enumerate(file.categories):
        if category.text and category.text not in known:
            hint = did_you_mean(category.text, known)
            yield ("categories", position, "text"), f"“{category.text}” is not a text in safety.yaml.{hint}"


def answers_exist(file: IncidentsFile, checks: Iterable[SafetyCheck]) -> Iterator[Problem]:
    """A problem for each answer to a safety question that `content/safety.yaml` does not offer."""
    offered: dict[str, tuple[str, ...]] = {check.value: check.values for check in checks}
    for position, category in enumerate(file.categories):
        yield from _answers_of(("categories", position, "safety_is"), category.safety_is, offered)
    for name, rules in file.routing.rules().items():
        for position, rule in enumerate(rules):
            yield from _answers_of(("routing", name, position, "when", "safety_is"), rule.when.safety_is, offered)


def _answers_of(spot: Spot, wanted: Answers, offered: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    for check, values in wanted.items():
        yield from _unknown((*spot, check), values, offered.get(check, ()), f"an answer to “{check}” in safety.yaml")
