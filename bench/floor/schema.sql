-- What inviting costs a database at the least: an invitation, its e-mail in a queue, an entry in a log.
drop table if exists invitation, queue, log;
create table invitation (
  organization_id uuid        not null,
  id              uuid        not null,
  email           text        not null,
  org_role        text        not null,
  secret_hash     bytea       not null,
  status          text        not null default 'PENDING',
  created_at      timestamptz not null default now(),
  expires_at      timestamptz not null default now() + interval '14 days',
  primary key (id)
);
create unique index invitation_one_pending on invitation (organization_id, email) where status = 'PENDING';
create table queue (
  id            bigint      generated always as identity primary key,
  invitation_id uuid        not null,
  recipient     text        not null,
  due_at        timestamptz not null default now(),
  attempts      int         not null default 0
);
create table log (
  id              bigint      generated always as identity primary key,
  organization_id uuid        not null,
  actor_id        uuid        not null,
  action          text        not null,
  target_id       uuid        not null,
  details         jsonb       not null,
  at              timestamptz not null default now()
);
