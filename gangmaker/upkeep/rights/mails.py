"""What is mailed about one's own data: a link, a code, that a file waits, a question."""

from datetime import datetime, timedelta
from typing import Final

from django.core import signing
from django.utils import timezone

from gangmaker.actors import terms
from gangmaker.actors.codes import CODE_LIVES, sign_in_code
from gangmaker.trail.mail_texts import page_url, write
from gangmaker.trail.mails import Mail, renders
from gangmaker.trail.models import Message

ERASE_CODE: Final = "erase_code"
LINK: Final = "my_data_link"
READY: Final = "my_data_ready"
INACTIVE: Final = "inactive_account"
LINK_LIVES: Final = timedelta(hours=24)

_signer = signing.Signer(salt="gangmaker.rights.link", sep="~")


def link_token(message: Message) -> str:
    """What the link carries: which mail it was in. Who reads the mailbox has it, nobody else."""
    return _signer.sign(str(message.pk))


def mail_of(token: str, *, at: datetime) -> Message | None:
    """The mail whose link this is, while it works."""
    try:
        pk = int(_signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return Message.objects.filter(pk=pk, kind=LINK, created_at__gt=at - LINK_LIVES).first()


@renders(LINK)
def link_mail(message: Message) -> Mail | None:
    """The same for whoever is asked for: what there is, only who reads this mail finds out."""
    if timezone.now() >= message.created_at + LINK_LIVES:
        return None
    hours = int(LINK_LIVES.total_seconds() // 3600)
    return write(LINK, url=page_url("guest-data", link_token(message)), hours=hours)


@renders(ERASE_CODE)
def code_mail(message: Message) -> Mail | None:
    if timezone.now() >= message.created_at + CODE_LIVES:
        return None
    code = sign_in_code(nonce=str(message.payload["nonce"]), email=message.address)
    return write(ERASE_CODE, code=code, minutes=int(CODE_LIVES.total_seconds() // 60))


@renders(READY)
def ready_mail(message: Message) -> Mail | None:
    if message.to is None or hasattr(message.to, "suspension"):
        return None
    return write(READY, url=page_url("my-data"), days=terms.DOWNLOADS.days)


@renders(INACTIVE)
def inactive_mail(message: Message) -> Mail | None:
    """Not when she signed in since."""
    account = message.to.account if message.to else None
    if account is None or (account.last_login and account.last_login > message.created_at):
        return None
    return write(
        INACTIVE,
        url=page_url("sign-in"),
        years=terms.INACTIVE.days // 365,
        days=terms.ASKED_BEFORE.days,
    )
