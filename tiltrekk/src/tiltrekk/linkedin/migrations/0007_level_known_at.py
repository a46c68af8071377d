"""When a reading last told a level's state by itself."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("linkedin", "0006_connection_challenged_at")]

    operations = [
        migrations.AddField("level", "known_at", models.DateTimeField(null=True)),
    ]
