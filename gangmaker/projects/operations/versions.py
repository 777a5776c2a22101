"""Freezing the plan, so that it can be compared with what it becomes."""

import hashlib
import json
from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours, is_team
from gangmaker.core.refusals import Refused
from gangmaker.projects.models import PlanVersion
from gangmaker.projects.queries.versions import plan_content
from gangmaker.trail.operations import record


class VersionNameIsTaken(Refused):
    code = "version_name_is_taken"
    message = _("There is a version with this name already. Choose another name.")


@transaction.atomic
def freeze_plan(*, name: str, note: str, by: Actor, now: datetime) -> PlanVersion:
    """Keep the public plan as it is now, for ever, under a name of its own."""
    if not is_team(by):
        raise NotYours
    content = plan_content(at=now)
    try:
        with transaction.atomic():
            version = PlanVersion.objects.create(
                name=name, note=note, content=content, digest=digest_of(content), by=by, at=now
            )
    except IntegrityError as error:
        raise VersionNameIsTaken from error
    record("plan.frozen", by=by, at=now, data={"version": version.pk})
    return version


def digest_of(content: object) -> str:
    """SHA-256 of the content as JSON with sorted keys, without spaces."""
    text = json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
