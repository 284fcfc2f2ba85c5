"""Teach the answer finder from the questions in tests/knowledge/messages.jsonl: `python -m tools.learn_answers`.

Do so after many changes in those questions, in content/knowledge or content/words.yaml: an entry that is newer is found
all the same, by its own words. A line of the file: {"id", "q", "topic": slug or null, "also": [slugs that are right
too], "style"}; a question of style `near` is one that another office answers. Writes bot/knowledge/data/answers.* (what
was learned of all) and judgement.json (how sure the search may be, fitted on what each fifth of the questions finds
with what the others taught). Needs `pip install scikit-learn`; takes ten minutes.
"""

from __future__ import annotations

import json
from dataclasses import asdict

from tools.messages import DATA, QUESTIONS, labelled
from tools.softmax import write
from tools.trial import Trial, held_out, lesson, open_index


def main() -> None:
    questions = labelled(QUESTIONS)
    write(lesson(open_index(), questions), DATA, "answers")
    judged = Trial(held_out(questions, lambda question: question.author)).fit(questions)
    (DATA / "judgement.json").write_text(json.dumps(asdict(judged), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
