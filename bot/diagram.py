"""The state diagram of a case type, drawn from its table."""

from __future__ import annotations

from collections import defaultdict

from bot.workflow import Workflow


def diagram(workflow: Workflow) -> str:
    """The table as a Mermaid state diagram: one arrow from state to state, with its moves and who makes them."""
    arrows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for move in workflow.moves:
        arrows[move.when, move.to].append(f"{move.name.replace('_', ' ')} ({move.by.name.replace('_', ' ')})")
    lines = ["stateDiagram-v2", f"    [*] --> {workflow.first}"]
    lines += [f"    {when} --> {to}: {', '.join(dict.fromkeys(moves))}" for (when, to), moves in arrows.items()]
    lines += [f"    {state} --> [*]" for state in workflow.ends]
    return "\n".join(lines) + "\n"
