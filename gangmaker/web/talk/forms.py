"""The forms of saying something. What they find goes to one operation."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gangmaker.trail.models import LONGEST_COMMENT
from gangmaker.web.joining.fields import Written, language_choices


class WordsForm(forms.Form):
    """What somebody says, and in which language."""

    text = Written(label=_("What do you want to say?"), max_length=LONGEST_COMMENT)
    language = forms.ChoiceField(label=_("In which language did you write?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]
        self.fields["language"].initial = get_language()


class CommentForm(WordsForm):
    """Something new; ``form_token`` names the form, so that sent twice it says it once."""

    form_token = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)
