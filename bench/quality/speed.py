"""How long it takes to read a long text against many concepts, all but making its vector."""

import statistics
import time
from typing import Final

import numpy as np

from bench.quality import sets
from bench.quality.kept import Kept, Wanted, given
from gangmaker.core.concepts import Name, Space, Thesaurus, suggest

WORDS, TIMES, AIM = 300, 30, 20.0
CONCEPTS: Final = 14_000


def milliseconds(kept: Kept) -> float:
    """The median for texts of ``WORDS`` words, each another one, on one thread."""
    skills = sets.lines("skill_extraction/skills_en_label.txt")
    labels = [row["en"] for row in sets.rows("esco_occupation_labels/labels.tsv")]
    names = list(dict.fromkeys(skills + labels))[:CONCEPTS]
    thesaurus = Thesaurus.of(Name(name, "en", name) for name in names)
    vectors = kept.of(Wanted("passage", [name.text for name in thesaurus.names]))
    space = Space.of(thesaurus, vectors)
    jobs = sets.rows("esco_job_to_skills/job2skill.tsv")
    words = " ".join(job["description_en"] for job in jobs).split()
    texts = [" ".join(words[start * WORDS :][:WORDS]) for start in range(TIMES + 5)]
    took = []
    for text in texts:
        vector = np.asarray(vectors[:1])
        began = time.perf_counter()
        suggest(text, "en", thesaurus, vectors=space, embed=given(vector))
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took[5:])


def sentence(took: float) -> str:
    verdict = "reached" if took <= AIM else "not reached"
    return (
        f"Reading {WORDS} words against {CONCEPTS:,} concepts, all but the vector of the text: "
        f"{took:.1f} ms (aim {AIM:.0f} ms, {verdict})."
    )
