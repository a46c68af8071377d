"""When LinkedIn's last challenge of our address was answered."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("linkedin", "0005_support")]

    operations = [
        migrations.AddField("connection", "challenged_at", models.DateTimeField(null=True)),
    ]
