"""What a drill says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """What came of a fault: ``acknowledged`` writes were accepted, ``lost`` ones are gone."""

    fault: str
    times: int
    acknowledged: int
    lost: int
    seconds: float
    well: bool = True
