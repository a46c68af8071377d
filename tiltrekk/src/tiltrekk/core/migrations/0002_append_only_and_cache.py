from django.core.management import call_command
from django.db import migrations

APPEND_ONLY = """
create function event_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the event log is append-only';
end $$;
create trigger event_append_only before update or delete on core_event
    for each row execute function event_is_append_only();
"""


def make_cache_table(apps, schema_editor):
    """Make the table of the database cache, where the settings ask for one."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [
        migrations.RunSQL(
            APPEND_ONLY, "drop trigger event_append_only on core_event; drop function event_is_append_only()"
        ),
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
    ]
