"""How accounts sign in: what we decide differently from the library."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # untyped library
    """The library's own behaviour, until a decision of ours needs a place."""
