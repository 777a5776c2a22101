"""The library's forms for passkeys, for whatever a stranger sends: what cannot be read is wrong,
never an error of ours."""

import struct
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms

UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, IndexError, struct.error)
"""What reading a credential raises that is not one."""


class Readable:
    """Mixed in before a form of the library that reads ``credential``."""

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except UNREADABLE:
            raise get_adapter().validation_error("incorrect_code") from None


class AuthenticateForm(Readable, forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class LoginForm(Readable, forms.LoginWebAuthnForm):  # type: ignore[misc]
    pass


class ReauthenticateForm(Readable, forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class AddForm(forms.AddWebAuthnForm):  # type: ignore[misc]
    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except UNREADABLE:
            raise get_adapter().validation_error("incorrect_code") from None
        return cleaned
