-- Answers about equality, kept apart from everything else the program keeps (docs/decisions/0021).
--
-- Run by an administrator of the database, never by the program's own role. May be run again at any time: it changes
-- nothing that is there but the functions. {program} is the role the program connects with.
begin;

do $$
begin
  if not exists (select from pg_roles where rolname = 'tiltrekk_equality') then
    create role tiltrekk_equality nologin;
  end if;
  if (select rolsuper from pg_roles where rolname = {program_text}) or pg_has_role({program_text}, 'tiltrekk_equality', 'member') then
    raise exception 'The program''s role % can do everything here, so nothing can be kept from it. Give the program an ordinary role.', {program_text};
  end if;
end $$;

create schema if not exists equality authorization tiltrekk_equality;
set local role tiltrekk_equality;
revoke all on schema equality from public;

-- Never leaves this schema: without it nobody can say which answer belongs to which application.
create table if not exists equality.secret (value bytea not null);
insert into equality.secret
select uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) where not exists (select from equality.secret);

-- No moment and no number of its own: either would tell when it came, and so from whom.
create table if not exists equality.answer (
  key bytea primary key,
  receipt bytea not null,
  job bigint not null,
  quarter date not null check (quarter = date_trunc('quarter', quarter)::date),
  gender text not null check (gender in ('', 'female', 'male', 'prefer_not')),
  ethnicity text not null check (ethnicity in ('', 'american_indian', 'asian', 'black', 'hispanic', 'multiracial',
    'pacific', 'white', 'prefer_not')),
  disability text not null check (disability in ('', 'yes', 'no', 'prefer_not')),
  veteran text not null check (veteran in ('', 'protected', 'not_protected', 'prefer_not')),
  military text not null check (military in ('', 'serving_or_served', 'not_served', 'prefer_not'))
);
create table if not exists equality.used_receipt (receipt bytea primary key, day date not null default current_date);
create table if not exists equality.counted_quarter (quarter date primary key);
create table if not exists equality.figure (
  quarter date not null references equality.counted_quarter,
  job bigint not null, -- 0: jobs with fewer than five answers, together
  stage text not null check (stage in ('applied', 'interview', 'offer')),
  question text not null, -- empty: how many answered
  answer text not null,
  number integer check (number >= 5), -- null: not shown
  primary key (quarter, job, stage, question, answer)
);
create table if not exists equality.access (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  reader bigint not null,
  purpose text not null check (length(trim(purpose)) between 1 and 300),
  kind text not null check (kind in ('page', 'file')),
  quarter date not null
);
create or replace view equality.access_log as
  select id, at, reader as reader_id, purpose, kind, quarter from equality.access;

create or replace function equality.key_of(application text) returns bytea
language sql stable set search_path = pg_catalog, pg_temp as $$
  select sha256(value || sha256(value || convert_to(application, 'UTF8'))) from equality.secret
$$;

-- Keep one answer; false when the receipt was used before. Who has answered for the application already stays.
create or replace function equality.hand_in(
  application text, submission text, job_key bigint, first_day date,
  gender text, ethnicity text, disability text, veteran text, military text
) returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare used bytea := equality.key_of('receipt ' || submission);
begin
  delete from equality.used_receipt where day < current_date - 2;
  insert into equality.used_receipt (receipt) values (used) on conflict do nothing;
  if not found then return false; end if;
  insert into equality.answer values (equality.key_of(application), used, job_key, first_day,
    gender, ethnicity, disability, veteran, military) on conflict do nothing;
  return true;
end $$;

create or replace function equality.withdraw(submission text) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from equality.answer where receipt = equality.key_of('receipt ' || submission)
$$;

-- When a person or an application is deleted. Says nothing, so that nobody learns whether there was an answer.
create or replace function equality.forget(applications text[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from equality.answer where key = any(array(select equality.key_of(one) from unnest(applications) one))
$$;

-- What may be shown of the answers to one question; null where it may not. Everything under five is hidden, and so much
-- more, smallest first, that the hidden numbers cannot be worked out from the total. ``before`` is hidden in any case.
create or replace function equality.shown(counts integer[], before boolean[]) returns integer[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare hidden boolean[]; n integer; total integer;
begin
  for least in 5 .. (select coalesce(max(c), 0) + 5 from unnest(counts) c) loop
    hidden := array(select coalesce(b, false) or c < least from unnest(counts, before) with ordinality u(c, b, i) order by i);
    select count(*), coalesce(sum(c), 0) into n, total from unnest(counts, hidden) u(c, h) where h;
    exit when n = 0 or (n >= 2 and total >= 5 and (true = any(before) or total < n * (least - 1)));
  end loop;
  return array(select case when h then null else c end from unnest(counts, hidden) with ordinality u(c, h, i) order by i);
end $$;

-- Each question with its answers, in the order they are asked.
create or replace function equality.choices() returns table (question text, answers text[])
language sql immutable set search_path = pg_catalog, pg_temp as $$
  values
    ('gender', array['female', 'male', 'prefer_not', '']),
    ('ethnicity', array['american_indian', 'asian', 'black', 'hispanic', 'multiracial', 'pacific', 'white', 'prefer_not', '']),
    ('disability', array['yes', 'no', 'prefer_not', '']),
    ('veteran', array['protected', 'not_protected', 'prefer_not', '']),
    ('military', array['serving_or_served', 'not_served', 'prefer_not', ''])
$$;

-- Count a quarter, once and for all; false when that was done before. A figure never changes afterwards, so that two
-- reports before and after somebody came, moved on or was deleted cannot be compared.
create or replace function equality.count_quarter(first_day date, interviewed text[], offered text[]) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare step text; one record; asked record; counts integer[]; before boolean[]; shown integer[];
begin
  insert into equality.counted_quarter values (first_day) on conflict do nothing;
  if not found then return false; end if;
  create temp table counting on commit drop as
    select 'applied' as stage, a.* from equality.answer a where a.quarter = first_day
    union all select 'interview', a.* from equality.answer a
      where a.key = any(array(select equality.key_of(id) from unnest(interviewed) id))
    union all select 'offer', a.* from equality.answer a
      where a.key = any(array(select equality.key_of(id) from unnest(offered) id));
  update counting c set job = 0
    where (select count(*) from counting d where d.stage = c.stage and d.job = c.job) < 5;
  foreach step in array array['applied', 'interview', 'offer'] loop
    for one in select c.job, count(*)::integer as number from counting c where c.stage = step group by c.job loop
      insert into equality.figure values (first_day, one.job, step, '', '', case when one.number >= 5 then one.number end);
      continue when one.number < 5;
      for asked in select * from equality.choices() loop
        select array_agg(coalesce(had.n, 0) order by i) into counts
          from unnest(asked.answers) with ordinality u(answer, i)
          left join (
            select to_jsonb(c) ->> asked.question as answer, count(*)::integer as n
            from counting c where c.stage = step and c.job = one.job group by 1
          ) had using (answer);
        -- What is hidden of a stage is hidden of those after it, where the same people come again.
        select array_agg(exists (
            select from equality.figure f where f.quarter = first_day and f.job = one.job and f.question = asked.question
              and f.answer = u.answer and f.number is null
          ) order by i) into before from unnest(asked.answers) with ordinality u(answer, i);
        shown := equality.shown(counts, before);
        insert into equality.figure
          select first_day, one.job, step, asked.question, asked.answers[i], shown[i]
          from generate_subscripts(shown, 1) i;
      end loop;
    end loop;
  end loop;
  drop table counting;
  delete from equality.answer where quarter <= first_day - interval '1 year';
  return true;
end $$;

create or replace function equality.counted_quarters() returns setof date
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select quarter from equality.counted_quarter order by quarter desc
$$;

-- The only way to the figures. It writes down who looked, when, at what and what for.
create or replace function equality.read(reader bigint, purpose text, kind text, first_day date)
returns table (job bigint, stage text, question text, answer text, number integer)
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  insert into equality.access (reader, purpose, kind, quarter) values (read.reader, read.purpose, read.kind, first_day);
  return query select f.job, f.stage, f.question, f.answer, f.number from equality.figure f where f.quarter = first_day;
end $$;

do $$
declare name text;
begin
  revoke all on all tables in schema equality from public;
  revoke all on all functions in schema equality from public;
  execute 'revoke all on all tables in schema equality from ' || quote_ident({program_text});
  execute 'revoke all on all functions in schema equality from ' || quote_ident({program_text});
  execute 'grant usage on schema equality to ' || quote_ident({program_text});
  execute 'grant select on equality.access_log to ' || quote_ident({program_text});
  foreach name in array array[
    'hand_in(text, text, bigint, date, text, text, text, text, text)', 'withdraw(text)', 'forget(text[])',
    'count_quarter(date, text[], text[])', 'counted_quarters()', 'read(bigint, text, text, date)', 'shown(integer[], boolean[])'
  ] loop
    execute 'grant execute on function equality.' || name || ' to ' || quote_ident({program_text});
  end loop;
end $$;

commit;
