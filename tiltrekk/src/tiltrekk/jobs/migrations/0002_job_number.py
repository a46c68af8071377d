from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]
    operations = [
        migrations.RunSQL("create sequence job_number start 1001", "drop sequence job_number"),
    ]
