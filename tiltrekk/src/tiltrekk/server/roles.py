"""Who owns what in the embedded server.

The server's own superuser only sets up and makes whole backups. The program connects with an ordinary role, which owns
the database and everything the program keeps in it, and cannot read what another role keeps apart (decision 0021).
"""

import psycopg
from psycopg import sql

from tiltrekk.privacy.script import vault_script

PROGRAM = "tiltrekk_program"
_ONE_AT_A_TIME = 7309451  # of the advisory lock: two commands may start at the same moment

# What an earlier version made with the superuser. A sequence of a column follows its table.
_HAND_OVER = """
do $$
declare command text;
begin
  for command in
    select format('alter %s %s owner to {program}',
      case relkind when 'S' then 'sequence' when 'v' then 'view' when 'm' then 'materialized view' else 'table' end,
      c.oid::regclass)
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relowner = current_user::regrole
      and c.relkind in ('r', 'p', 'v', 'm', 'S') and not exists (
        select from pg_depend d
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i', 'e'))
    union all
    select format('alter routine %s owner to {program}', p.oid::regprocedure)
    from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proowner = current_user::regrole
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    union all
    select format('alter type %s owner to {program}', t.oid::regtype)
    from pg_type t left join pg_class c on c.oid = t.typrelid
    where t.typnamespace = 'public'::regnamespace and t.typowner = current_user::regrole
      and t.typtype in ('e', 'd', 'c') and (c.oid is null or c.relkind = 'c')
      and not exists (select from pg_depend d where d.objid = t.oid and d.deptype = 'e')
  loop
    execute command;
  end loop;
end $$
"""


def settle(server: str, database: str, *, name: str, password: str) -> None:
    """Make role and database where they are missing, and give each its owner.

    ``server`` and ``database`` are addresses for the superuser: of the database every server has, and of the one called
    ``name``. ``password`` is for the program's role. Doing it again changes nothing.
    """
    with psycopg.connect(server, autocommit=True) as session:
        session.execute("select pg_advisory_lock(%s)", [_ONE_AT_A_TIME])
        make_role(session, password)
        _database(session, name)
        with psycopg.connect(database, autocommit=True) as inside:
            inside.execute(_HAND_OVER.replace("{program}", PROGRAM).encode())
            keep_apart(inside)


def keep_apart(session: psycopg.Connection) -> None:
    """Set up in this database what the program's role may not read."""
    session.execute(vault_script(PROGRAM).encode())


def make_role(session: psycopg.Connection, password: str) -> None:
    """Make the program's role, or give it this password."""
    found = session.execute("select from pg_roles where rolname = %s", [PROGRAM]).fetchone()
    words = "create role {} login password {}" if found is None else "alter role {} login password {}"
    session.execute(sql.SQL(words).format(sql.Identifier(PROGRAM), sql.Literal(password)))


def _database(session: psycopg.Connection, name: str) -> None:
    owner = session.execute("select datdba::regrole::text from pg_database where datname = %s", [name]).fetchone()
    if owner is not None and owner[0] == PROGRAM:
        return
    words = "create database {} owner {}" if owner is None else "alter database {} owner to {}"
    session.execute(sql.SQL(words).format(sql.Identifier(name), sql.Identifier(PROGRAM)))
