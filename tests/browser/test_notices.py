"""Somebody gets a mail about what she follows, and wants no more of them."""

from playwright.sync_api import Browser, expect

from tests.browser.demo import Demo
from tests.browser.stage import Stage

READER = "volger@example.org"
NEWS = """
import django; django.setup()
from django.utils import timezone
from gangmaker.actors.models import Account, Actor
from gangmaker.trail import notice_mails, notices
from gangmaker.trail.models import Item, Message
from gangmaker.trail.operations import set_rhythm
from gangmaker.trail.operations.talk import comment_on, follow
from gangmaker.web.demo_signin import address_of
now = timezone.now()
speaker = Actor.objects.get(email=address_of('broker'))
account = Account.objects.create_user('volger@example.org')
reader = Actor.objects.create(kind='person', slug='volger', name='Lezer, Menen', account=account,
    email=account.email, email_confirmed_at=now)
set_rhythm(person=reader, how='at_once', now=now)
item = Item.objects.filter(kind='question').published(at=now).first()
follow(item=item, actor=reader, now=now)
comment_on(item=item, by=speaker, text='Wie komt er kijken?', language='nl', now=now)
notices.write_notices(now=now)
notice_mails.owe_notice_mails(now=now)
Message.objects.filter(kind='notices').update(not_before=now)
"""


def test_a_person_unsubscribes_from_a_mail_without_signing_in(browser: Browser, demo: Demo) -> None:
    stage = Stage(browser, demo)
    demo.does(NEWS)
    mail = demo.wait_for_mail(READER, seconds=60)
    assert "> Wie komt er kijken?" in mail.get_content()
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    # Whoever has the mail needs no more than its link: opening it changes nothing, one press does.
    stage.enter("a stranger's browser")
    page = stage.go(str(mail["List-Unsubscribe"]).strip("<> "))
    rhythm = "SELECT how FROM trail_rhythm AS r JOIN actors_actor AS a ON a.id = r.person_id"
    hers = f"{rhythm} WHERE a.email = ?"
    before = stage.database(hers, READER)
    stage.send("main form button")
    after = stage.database(hers, READER)
    expect(page.locator("main form button")).to_have_count(1)

    # It was a mistake: one press more, and it is as it was.
    stage.send("main form button")

    assert (before, after) == ("at_once", "none")
    assert stage.database(hers, READER) == "at_once"
    assert stage.problems() == []
    stage.close()
