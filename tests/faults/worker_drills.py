"""Faults of the worker: it slept for days, or is killed in the middle of a mail."""

import time

from tests.faults.houses import House
from tests.faults.outcome import Outcome
from tests.faults.smtp import mail_server


def three_days_asleep(house: House, *, times: int = 1) -> Outcome:
    """F40: what waited 72 hours is done once, by two who wake up together; one backup, not 72."""
    acknowledged, gone, started = 0, 0, time.monotonic()
    for number in range(times):
        said = house.python(SLEEP_AND_WAKE % (number, number, number))
        owed, sent, backups = (int(word) for word in said.split())
        acknowledged += owed
        gone += abs(owed - sent) + abs(backups - 1)
    seconds = (time.monotonic() - started) / times
    return Outcome("F40 nothing done for three days", times, acknowledged, gone, seconds)


SLEEP_AND_WAKE = """
import shutil
from datetime import timedelta
from pathlib import Path
from threading import Thread
from django.conf import settings
from django.core import mail
from django.utils import timezone
from gangmaker.config.management.commands import work
from gangmaker.trail import mails
from gangmaker.trail.models import Message
from gangmaker.upkeep.backing_up import store
settings.EMAIL_BACKEND = 'django.core.mail.backends.locmem.EmailBackend'
mail.outbox = []
mails._renderers['drill'] = lambda message: mails.Mail('Dag', 'Alles goed?')
shutil.rmtree(settings.BACKUP_DIR, ignore_errors=True)
now = timezone.now()
for hour in range(72):
    then = now - timedelta(hours=hour)
    Message.objects.create(kind='drill', dedupe_key=f'drill:%s:{hour}', language='nl',
        address=f'a{hour}@drill%s.example', created_at=then, not_before=then)
for time in range(3):
    later = {'now': now + timedelta(seconds=time)}
    both = [Thread(target=work.tick, kwargs=later) for _ in range(2)]
    [each.start() for each in both]
    [each.join() for each in both]
sent = Message.objects.filter(dedupe_key__startswith='drill:%s:', sent_at__isnull=False).count()
print(72, min(sent, len(mail.outbox)) if sent == len(mail.outbox) else -1, len(store().backups()))
"""


def killed_workers(house: House, *, times: int = 25, mails: int = 8) -> Outcome:
    """F11: the worker is killed in the middle of a mail, before it leaves or before that is noted.

    When its lease has ended the next one goes on. Nothing is lost, and no kill makes more than one
    duplicate, with the same Message-ID.
    """
    started = time.monotonic()
    with mail_server() as server:
        sending = house.with_settings(MAIL_URL=f"smtp://127.0.0.1:{server.port}?starttls=no")
        said = sending.python(KILL_AND_GO_ON % (times, mails))
    owed, killed, waiting = (int(word) for word in said.split())
    seconds = (time.monotonic() - started) / times
    left = set(server.message_ids)
    well = killed == times and not waiting and len(server.message_ids) - len(left) <= times
    return Outcome("F11 worker killed in a mail", times, owed, owed - len(left), seconds, well)


KILL_AND_GO_ON = """
import os, signal
from datetime import timedelta
from django.db import connections
from django.utils import timezone
from gangmaker.trail import mails, outbox
from gangmaker.trail.models import Message
mails._renderers['drill'] = lambda message: mails.Mail('Dag', 'Alles goed?')
times, each = %s, %s
post, now, killed = outbox.post, timezone.now(), 0
def die_in_the_second(before):
    left = [1]
    def die(message, mail):
        if not left[0] and before:
            os.kill(os.getpid(), signal.SIGKILL)
        post(message, mail)
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
    return die
for time in range(times):
    now += timedelta(minutes=5)
    for number in range(each):
        Message.objects.create(kind='drill', dedupe_key=f'drill:{time}:{number}', language='nl',
            address=f'a{number}@drill{time}.example', created_at=now, not_before=now)
    connections.close_all()
    worker = os.fork()
    if not worker:
        outbox.post = die_in_the_second(before=time %% 2)
        outbox.deliver_due(now=now)
        os._exit(0)
    killed += os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]) == -signal.SIGKILL
    while outbox.deliver_due(now=now + outbox.LEASE + timedelta(seconds=1)):
        pass
print(times * each, killed, Message.objects.open().count())
"""
