"""What this room needs from the trail above it: to write an act, and to owe a mail.

Imports go down only, so the trail plugs itself in when it starts (``trail.apps``). Until then
any call fails loudly: nothing may happen without being written down.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from .models import Actor


class WriteAct(Protocol):
    def __call__(
        self,
        verb: str,
        *,
        by: Actor | None,
        at: datetime,
        on_behalf_of: Actor | None = None,
        subject: Actor | None = None,
        data: Mapping[str, object] | None = None,
    ) -> object: ...


class OweMail(Protocol):
    def __call__(
        self,
        kind: str,
        *,
        dedupe_key: str,
        address: str,
        language: str,
        at: datetime,
        to: Actor | None = None,
        payload: Mapping[str, object] | None = None,
    ) -> object: ...


class _Plugs:
    write_act: WriteAct
    owe_mail: OweMail


plugs = _Plugs()


def plug_in(*, write_act: WriteAct, owe_mail: OweMail) -> None:
    plugs.write_act = write_act
    plugs.owe_mail = owe_mail
