"""Fit how the answer finder orders entries and how sure it may be, on labelled questions.

    python -m tools.fit_judgement QUESTIONS.jsonl

A line of the file: {"id", "q", "topic": slug or null, "also": [slugs that are right too], "style"}; a question of style
`near` is one that another office answers, so that an entry that points there is right. Writes
bot/knowledge/data/judgement.json; takes about ten seconds for 400 questions.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from tools.trial import Trial, labelled, open_index

TARGET = Path(__file__).parent.parent / "bot" / "knowledge" / "data" / "judgement.json"


def main() -> None:
    questions = labelled(Path(sys.argv[1]))
    trial = Trial(open_index(), questions)
    TARGET.write_text(json.dumps(asdict(trial.fit(questions)), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
