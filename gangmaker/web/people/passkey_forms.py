"""The library's forms for passkeys, for whatever a stranger sends: what cannot be read is wrong,
never an error of ours."""

import struct
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms
from django.core.exceptions import ValidationError
from django.forms import HiddenInput, JSONField
from django.forms.fields import InvalidJSONInput

UNREADABLE = (
    *(KeyError, TypeError, ValueError, AttributeError, IndexError),
    *(RecursionError, struct.error),
)
"""What reading a credential raises that is not one."""


class Credential(JSONField):
    """What a passkey says; nothing when it is nested a thousand deep or has endless numbers."""

    widget = HiddenInput

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except (RecursionError, ValueError):
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def bound_data(self, data: Any, initial: Any) -> Any:
        try:
            return super().bound_data(data, initial)
        except (RecursionError, ValueError):
            return InvalidJSONInput(data)


class Readable:
    """Mixed in before a form of the library that reads ``credential``."""

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except UNREADABLE:
            raise get_adapter().validation_error("incorrect_code") from None


class AuthenticateForm(Readable, forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    credential = Credential()


class LoginForm(Readable, forms.LoginWebAuthnForm):  # type: ignore[misc]
    credential = Credential()


class ReauthenticateForm(Readable, forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    credential = Credential()


class AddForm(forms.AddWebAuthnForm):  # type: ignore[misc]
    credential = Credential()

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except UNREADABLE:
            raise get_adapter().validation_error("incorrect_code") from None
        return cleaned
