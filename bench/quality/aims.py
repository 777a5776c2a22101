"""What is aimed for, and what others published for the whole of each set."""

from typing import Final, NamedTuple

from bench.quality.sets import rows

OURS = "char TF-IDF, README"


class Aim(NamedTuple):
    """A number to reach: at least, except of a loss."""

    measure: str
    value: float


AIMS: Final = {
    "melo bel_q_nl_c_en": Aim("mrr", 0.385),
    "melo bel_q_fr_c_en": Aim("mrr", 0.427),
    "melo dnk_q_da_c_en": Aim("mrr", 0.333),
    "melo hrv_q_hr_c_en": Aim("mrr", 0.271),
    "melo ltu_q_lt_c_en": Aim("mrr", 0.121),
    "melo pol_q_pl_c_en": Aim("mrr", 0.379),
    "melo nld_q_nl_c_en": Aim("mrr", 0.325),
    "melo bel_q_nl_c_nl + en": Aim("mrr", 0.626),
    "melo ltu_q_lt_c_lt + en": Aim("mrr", 0.230),
    "vdab nl to nl": Aim("mrr", 0.60),
    "labels el to en": Aim("first", 0.50),
    "job nl to skills en": Aim("of_ten", 0.25),
    "reviewer_gold": Aim("loss", 0.26),
}
MEASURES: Final = (("labels nl", "mrr"), ("labels", "first"), ("ntrex", "first"), ("job", "of_ten"))
"""By which measure a set is told, by how its name begins; all others by MRR."""
README: Final = {
    "vdab nl to nl": 0.33,
    "vdab nl to en": 0.15,
    "vdab fr to nl": 0.11,
    "labels nl to en": 0.38,
    "labels lt to en": 0.23,
    "labels el to en": 0.012,
    "description en to label en": 0.61,
    "job en to skills en": 0.22,
    "skill_extraction house": 0.33,
    "skill_extraction tech": 0.40,
    "skill_extraction techwolf": 0.35,
    "ntrex nl to en": 0.77,
    "ntrex lt to en": 0.58,
    "ntrex el to en": 0.25,
    "nl_erdf title to text": 0.71,
}


def measure_of(key: str) -> str:
    if key in AIMS:
        return AIMS[key].measure
    return next((measure for start, measure in MEASURES if key.startswith(start)), "mrr")


def published() -> dict[str, str]:
    """By set: the lexical method, the same model in full, and the best of all where known."""
    told = {key: f"{value:.3f} {OURS}" for key, value in README.items()}
    by: dict[str, dict[str, float]] = {}
    for row in rows("melo/published_baselines_fullset.tsv"):
        by.setdefault(f"melo {row['dataset']}", {})[row["model"]] = float(row["mrr"])
    for key, values in by.items():
        best = max(values, key=lambda name: values[name])
        told[key] = (
            f"{values['char_tf_idf']:.3f} char TF-IDF · {values['me5']:.3f} mE5 · "
            f"{values[best]:.3f} {best}"
        )
        told[f"{key} + en"] = told[key]
    told["reviewer_gold"] = "0.287 TF-IDF · 0.266 SPECTER+MFR · 0.308 TPMS, this half"
    return told
