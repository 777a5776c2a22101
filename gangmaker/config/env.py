"""Read the environment once, and say in one sentence what is wrong with it."""

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

PREFIX = "GANGMAKER_"
TRUE_WORDS = ("1", "true", "yes", "on")
FALSE_WORDS = ("0", "false", "no", "off")
SHORTEST_SECRET = 50
SHORTEST_PHRASE = 20

Value = TypeVar("Value")


class WrongSettings(Exception):
    """The environment holds values that Gangmaker cannot start with; one sentence for each."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = tuple(sentences)


class Unfit(Exception):
    """What is wrong with one value, to be put behind its name."""


@dataclass(frozen=True)
class Setting:
    """One variable that Gangmaker listens to, as the documentation shows it."""

    name: str
    default: str
    description: str
    shown: str
    """The value in use, fit for a screen: a secret is not in it."""


class Environment:
    """Typed helpers that read variables, remember each, and collect everything wrong.

    A helper answers its default when the value is wrong, so one start shows all mistakes;
    ``stop_when_wrong`` then raises them together.
    """

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self.declared: list[Setting] = []
        self.wrong: list[str] = []

    def text(
        self, name: str, default: str, description: str, *, show: Callable[[str], str] = str
    ) -> str:
        return self._read(name, default, description, parse=str, show=show)

    def secret(self, name: str, description: str, *, default_text: str) -> str | None:
        return self._read(
            name,
            None,
            description,
            parse=_strong_secret,
            default_text=default_text,
            show=lambda _value: "(hidden)",
        )

    def secrets(self, name: str, description: str) -> list[str]:
        return self._read(
            name,
            [],
            description,
            parse=lambda raw: [_strong_secret(part) for part in _parts(raw)],
            show=lambda value: f"({len(value)} hidden)",
        )

    def phrase(self, name: str, description: str) -> str:
        """A password that somebody chose; empty when there is none."""

        def parse(raw: str) -> str:
            if len(raw) < SHORTEST_PHRASE:
                raise Unfit(f"is too short: give at least {SHORTEST_PHRASE} characters")
            return raw

        return self._read(name, "", description, parse=parse, show=lambda _value: "(hidden)")

    def boolean(self, name: str, default: bool, description: str) -> bool:
        return self._read(name, default, description, parse=_boolean, show=_yes_or_no)

    def integer(
        self, name: str, default: int, description: str, *, least: int = 0, most: int = 65_535
    ) -> int:
        def parse(raw: str) -> int:
            if not raw.isascii() or not raw.isdecimal() or not least <= int(raw) <= most:
                raise Unfit(f"must be a whole number from {least} to {most}, not “{raw}”")
            return int(raw)

        return self._read(name, default, description, parse=parse)

    def choice(self, name: str, default: str, description: str, *, among: Sequence[str]) -> str:
        def parse(raw: str) -> str:
            if raw not in among:
                raise Unfit(f"must be one of {', '.join(among)}, not “{raw}”")
            return raw

        return self._read(name, default, description, parse=parse)

    def path(self, name: str, default: Path, description: str, *, default_text: str) -> Path:
        def parse(raw: str) -> Path:
            return Path(raw).expanduser().absolute()

        return self._read(name, default, description, parse=parse, default_text=default_text)

    def url(
        self,
        name: str,
        default: str,
        description: str,
        *,
        schemes: Sequence[str],
        default_text: str | None = None,
        check: Callable[[str], None] | None = None,
    ) -> str:
        """An address that starts with one of ``schemes``; its password is never shown."""

        def parse(raw: str) -> str:
            _check_scheme(raw, schemes)
            if check is not None:
                check(raw)
            return raw

        return self._read(
            name, default, description, parse=parse, default_text=default_text, show=hide_password
        )

    def refuse(self, name: str, sentence: str) -> None:
        """Add what is wrong with a value in the light of another one."""
        self.wrong.append(f"{PREFIX}{name} {sentence}.")

    def stop_when_wrong(self) -> None:
        wrong = self.wrong + self._unknown()
        if wrong:
            raise WrongSettings(wrong)

    def _read(
        self,
        name: str,
        default: Value,
        description: str,
        *,
        parse: Callable[[str], Value],
        default_text: str | None = None,
        show: Callable[[Value], str] = str,
    ) -> Value:
        raw = self._variables.get(PREFIX + name, "").strip()
        value = default
        if raw:
            try:
                value = parse(raw)
            except Unfit as unfit:
                self.refuse(name, str(unfit))
        shown_default = default_text or _shown_value(default, show)
        shown = shown_default if value is None else _shown_value(value, show)
        self.declared.append(Setting(PREFIX + name, shown_default, description, shown))
        return value

    def _unknown(self) -> list[str]:
        known = [setting.name for setting in self.declared]
        return [
            _unknown_sentence(name, known)
            for name in sorted(self._variables)
            if name.startswith(PREFIX) and name not in known
        ]


def _shown_value(value: Value, show: Callable[[Value], str]) -> str:
    return "empty" if value in (None, "", []) else show(value)


def hide_password(address: str) -> str:
    """The same address without what would let a reader of the screen in."""
    try:
        password = urlsplit(address).password
    except ValueError:
        return address
    return address.replace(f":{password}@", ":…@") if password else address


def _unknown_sentence(name: str, known: Sequence[str]) -> str:
    ends = [other.removeprefix(PREFIX) for other in known]
    near = difflib.get_close_matches(name.removeprefix(PREFIX), ends, n=1)
    hint = f" Did you mean {PREFIX}{near[0]}?" if near else ""
    return f"{name} is not a setting of Gangmaker.{hint}"


def _check_scheme(raw: str, schemes: Sequence[str]) -> None:
    if not raw.startswith(tuple(schemes)):
        raise Unfit(f"must start with {' or '.join(schemes)}, not with “{raw[:12]}”")
    try:
        _port = urlsplit(raw).port
    except ValueError:
        raise Unfit("is not an address that can be read; look at its port and brackets") from None


def _strong_secret(raw: str) -> str:
    if len(raw) < SHORTEST_SECRET or len(set(raw)) < 10:
        raise Unfit(
            f"is too weak: give at least {SHORTEST_SECRET} random characters, "
            "or leave it out and one is made for you"
        )
    return raw


def _boolean(raw: str) -> bool:
    word = raw.lower()
    if word not in TRUE_WORDS + FALSE_WORDS:
        raise Unfit(f"must be yes or no, not “{raw}”")
    return word in TRUE_WORDS


def _yes_or_no(value: bool) -> str:
    return "yes" if value else "no"


def _parts(raw: str) -> list[str]:
    return [part.strip() for part in raw.split(",") if part.strip()]
