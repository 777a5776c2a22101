"""Why an entry or a cost counts for a grant, counts for less, or does not count: in words."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gangmaker.core.eligibility import Because
from gangmaker.core.vat import Counted, VatBecause

WORDS: dict[Because, "str | Promise"] = {
    Because.NOTHING_LEFT: _("It was corrected to nothing."),
    Because.OTHER_PROJECT: _("It is for a project that this grant does not pay for."),
    Because.OUTSIDE_PERIOD: _("It is from before or after the period of the grant."),
    Because.NOT_CONFIRMED: _("Who received it did not say yet that it was given."),
    Because.IS_THE_GRANT: _("It is the money of this funder itself."),
    Because.OTHER_GRANT_PAYS: _("Another grant pays for it."),
    Because.FORM_NOT_COUNTED: _("This grant does not count this form."),
    Because.IN_KIND_EXCLUDED: _("This grant does not count gifts in kind."),
    Because.STAFF_NOT_COUNTED: _("This grant does not count the work of staff."),
    Because.STAFF_BY_PERCENTAGE: _(
        "Staff is counted as a fixed percentage by a task-assignment letter, not by the hour."
    ),
    Because.STAFF_BY_HOUR: _(
        "This grant counts staff hour by hour, from the ledger, not as a part of the pay."
    ),
    Because.NO_LETTER: _(
        "Staff counts here as a percentage, and no assignment letter covers all of these days. "
        "Enter the signed letter, or a cost for the days of each letter."
    ),
    Because.OVER_LETTER: _(
        "It is more than the part of the pay that the assignment letter says. Correct the cost, "
        "or the letter."
    ),
    Because.VAT_NOT_TOLD: _(
        "Nobody said how much of it is VAT. Correct the cost and say it: 0 when there is none."
    ),
    Because.NO_VAT_REGIME: _(
        "Nobody said how much of its VAT %(party)s recovers on that day. Enter that first."
    ),
    Because.NO_RATE: _("The method of this grant has no rate for it."),
    Because.CLAIMED_ELSEWHERE: _("It is claimed already from another grant: %(grant)s."),
    Because.CLAIMED_HERE: _("It is claimed from this grant already."),
    Because.OVER_AMOUNT: _("It is more than what is left of the grant."),
}


BY_ANOTHER = _("It is claimed already from another grant.")


@dataclass(frozen=True)
class Reason:
    """Why something does not count, in words; ``grant`` is the other one, for who may know it.

    ``party`` is in whose name the bill is.
    """

    code: Because
    grant: str = ""
    party: str = ""

    def __str__(self) -> str:
        if self.code == Because.CLAIMED_ELSEWHERE and not self.grant:
            return str(BY_ANOTHER)
        return str(WORDS[self.code]) % {"grant": self.grant, "party": self.party}


VAT_WORDS: dict[VatBecause, "str | Promise"] = {
    VatBecause.NEVER: _("This grant counts no VAT."),
    VatBecause.ALWAYS: _("This grant counts all VAT, also what is recovered."),
    VatBecause.RECOVERED: _("The VAT does not count: %(party)s recovers all of it."),
    VatBecause.NOT_RECOVERED: _("The VAT counts: %(party)s recovers none of it."),
    VatBecause.PARTLY_RECOVERED: _(
        "%(part)s %% of the VAT counts: %(party)s recovers %(recovers)s %%."
    ),
}


@dataclass(frozen=True)
class VatNote:
    """Why that much of the VAT counts, in words."""

    counted: Counted
    party: str

    def __str__(self) -> str:
        recovers = self.counted.recovers
        named = {"party": self.party, "recovers": recovers, "part": 100 - recovers}
        return str(VAT_WORDS[self.counted.because]) % named


@dataclass(frozen=True)
class LetterNote:
    """By which letter a part of somebody's pay counts, in words."""

    percentage: int
    signed_on: date

    def __str__(self) -> str:
        said = _("By the assignment letter of %(date)s: at most %(percentage)s %% of the pay.")
        day = date_format(self.signed_on, "j F Y")
        return str(said) % {"percentage": self.percentage, "date": day}
