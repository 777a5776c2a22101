"""Before anything that has a trigger upon items: SQLite makes their table anew for this."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trail', '0004_talk'),
    ]

    operations = [
        migrations.AddField(
            model_name='item',
            name='alive_on',
            field=models.DateField(default=django.utils.timezone.localdate),
        ),
        migrations.AddField(
            model_name='item',
            name='asleep_since',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(condition=models.Q(('asleep_since__isnull', False)), fields=['audience', '-published_at'], name='item_asleep'),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(condition=models.Q(('asleep_since', None)), fields=['kind', 'alive_on'], name='item_alive'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.CheckConstraint(condition=models.Q(('asleep_since', None), ('asleep_since__gt', models.F('alive_on')), _connector='OR'), name='item_asleep_after_it_was_alive'),
        ),
    ]
