-- Foyer's tables. Every table that an organization owns has organization_id first in its primary key and in its foreign keys,
-- so that tenants are kept apart by the keys themselves and the schema can be sharded by organization.

-- Search by parts of words needs pg_trgm, and btree_gin to keep it inside one organization. Where the database's owner may not
-- make extensions, search still works, without these indexes.
do $$
begin
  create extension if not exists pg_trgm;
  create extension if not exists btree_gin;
exception when others then
  raise notice 'pg_trgm or btree_gin cannot be made here: search works without its index (%)', sqlerrm;
end $$;

-- ------------------------------------------------------------------------------------------------ people who can sign in

create table account (
  id          uuid        primary key,
  name        text        not null check (char_length(name) between 1 and 100),
  email       text        not null,
  locale      text        not null default 'en',
  created_at  timestamptz not null
);

create table email_address (
  address_key text        primary key,
  address     text        not null,
  account_id  uuid        not null references account,
  verified_at timestamptz not null
);
create index email_address_account on email_address (account_id);

create table sign_in_link (
  id           uuid        primary key,
  address_key  text        not null,
  requested_at timestamptz not null,
  browser_hash bytea,
  return_to    text,
  secret_hash  bytea,
  expires_at   timestamptz,
  used_at      timestamptz
);
create index sign_in_link_address on sign_in_link (address_key, requested_at);

-- Spring Session's tables, as its documentation gives them.
create table spring_session (
  primary_id            char(36) not null constraint spring_session_pk primary key,
  session_id            char(64) not null,
  creation_time         bigint   not null,
  last_access_time      bigint   not null,
  max_inactive_interval int      not null,
  expiry_time           bigint   not null,
  principal_name        varchar(100)
);
create unique index spring_session_ix1 on spring_session (session_id);
create index spring_session_ix2 on spring_session (expiry_time);
create index spring_session_ix3 on spring_session (principal_name);

create table spring_session_attributes (
  session_primary_id char(36)     not null references spring_session on delete cascade,
  attribute_name     varchar(200) not null,
  attribute_bytes    bytea        not null,
  constraint spring_session_attributes_pk primary key (session_primary_id, attribute_name)
);

-- Keys that all nodes share, such as the one that signs CSRF tokens.
create table instance_key (
  name text  primary key,
  key  bytea not null
);

-- ------------------------------------------------------------------------------------------------ what exists

create table organization (
  id               uuid        primary key,
  slug             text        not null,
  name             text        not null check (char_length(name) between 1 and 100),
  time_zone        text        not null default 'UTC',
  primary_contacts jsonb       not null default '[]',
  seats            int         check (seats >= 0),
  plan_starts_on   date,
  plan_ends_on     date,
  suspended_at     timestamptz,
  created_at       timestamptz not null
);

-- The directory of slugs, the one place where organizations must not collide.
create table organization_slug (
  slug            text primary key,
  organization_id uuid not null references organization
);

create table application (
  organization_id uuid        not null references organization,
  id              uuid        not null,
  slug            text        not null,
  name            text        not null check (char_length(name) between 1 and 100),
  kind            text        not null check (kind in ('WORDPRESS', 'NODEJS', 'OTHER')),
  url             text,
  created_at      timestamptz not null,
  archived_at     timestamptz,
  primary key (organization_id, id),
  unique (organization_id, slug)
);
create index application_by_name on application (organization_id, (lower(name)), id);

-- ------------------------------------------------------------------------------------------------ who is in

-- name and email repeat the account's, so that an organization's people are sorted and searched within its own rows.
create table member (
  organization_id uuid        not null references organization,
  id              uuid        not null,
  account_id      uuid        not null references account,
  name            text        not null,
  email           text        not null,
  org_role        text        not null check (org_role in ('ADMIN', 'MEMBER', 'GUEST')),
  joined_at       timestamptz not null,
  last_seen_at    timestamptz,
  access_ends_at  timestamptz,
  primary key (organization_id, id),
  unique (organization_id, account_id)
);
create index member_account on member (account_id);
create index member_by_name on member (organization_id, (lower(name)), id);
create index member_by_joining on member (organization_id, joined_at, id);
create index member_by_last_seen on member (organization_id, (coalesce(last_seen_at, '-infinity')), id);
create index member_by_role on member (organization_id, org_role, (lower(name)), id);

create table app_grant (
  organization_id uuid not null,
  member_id       uuid not null,
  application_id  uuid not null,
  app_role        text not null check (app_role in ('READ', 'WRITE', 'ADMIN')),
  primary key (organization_id, member_id, application_id),
  foreign key (organization_id, member_id) references member on delete cascade,
  foreign key (organization_id, application_id) references application
);
create index app_grant_application on app_grant (organization_id, application_id, member_id);

-- ------------------------------------------------------------------------------------------------ offers of membership

-- secret_hash is the SHA-256 of the live link's secret, former_secret_hashes those of the links it replaced.
-- resent_at holds the instants of the last day's resends, for the limit on e-mails to one address.
-- superseded: an expired invitation whose address has been invited anew. sponsor_lost: not acceptable until an admin resends it.
create table invitation (
  organization_id      uuid          not null references organization,
  id                   uuid          not null,
  email                text          not null,
  email_key            text          not null,
  org_role             text          not null check (org_role in ('ADMIN', 'MEMBER', 'GUEST')),
  locale               text          not null,
  invited_by           uuid          not null references account,
  status               text          not null check (status in ('PENDING', 'ACCEPTED', 'CANCELED', 'EXPIRED')),
  created_at           timestamptz   not null,
  expires_at           timestamptz   not null,
  resent_at            timestamptz[] not null default '{}',
  accepted_at          timestamptz,
  canceled_at          timestamptz,
  declined             boolean       not null default false,
  superseded           boolean       not null default false,
  sponsor_lost         boolean       not null default false,
  secret_hash          bytea,
  former_secret_hashes bytea[]       not null default '{}',
  delivery_state       text          not null default 'QUEUED' check (delivery_state in ('QUEUED', 'SENT', 'FAILED')),
  delivery_at          timestamptz,
  delivery_reason      text,
  sent_at              timestamptz,
  primary key (organization_id, id),
  check ((status = 'ACCEPTED') = (accepted_at is not null)),
  check ((status = 'CANCELED') = (canceled_at is not null)),
  check (status = 'CANCELED' or not declined),
  check (status = 'EXPIRED' or not superseded)
);
create unique index invitation_one_pending on invitation (organization_id, email_key) where status = 'PENDING';
create index invitation_by_address on invitation (email_key);
create index invitation_by_status on invitation (organization_id, status, id);

create table invitation_grant (
  organization_id uuid not null,
  invitation_id   uuid not null,
  application_id  uuid not null,
  app_role        text not null check (app_role in ('READ', 'WRITE', 'ADMIN')),
  primary key (organization_id, invitation_id, application_id),
  foreign key (organization_id, invitation_id) references invitation on delete cascade,
  foreign key (organization_id, application_id) references application
);

-- ------------------------------------------------------------------------------------------------ programs

create table api_token (
  organization_id uuid        not null references organization,
  id              uuid        not null,
  name            text        not null,
  scope           text        not null check (scope in ('read', 'admin')),
  created_by      uuid        not null references account,
  created_at      timestamptz not null,
  expires_at      timestamptz,
  revoked_at      timestamptz,
  last_used_at    timestamptz,
  last_used_from  text,
  primary key (organization_id, id)
);

-- The directory of token secrets (SHA-256): where a request that shows one belongs.
create table api_token_secret (
  secret_hash     bytea primary key,
  organization_id uuid  not null,
  token_id        uuid  not null,
  foreign key (organization_id, token_id) references api_token
);

create table idempotency_key (
  scope        text        not null,
  key          text        not null,
  request_hash bytea       not null,
  created_at   timestamptz not null,
  status       int,
  content_type text,
  location     text,
  body         bytea,
  primary key (scope, key)
);

-- ------------------------------------------------------------------------------------------------ what happened, what goes out

create table audit_event (
  organization_id uuid        not null,
  id              uuid        not null,
  at              timestamptz not null,
  action          text        not null,
  actor_type      text        not null check (actor_type in ('ACCOUNT', 'TOKEN', 'OPERATOR', 'SYSTEM')),
  actor_id        uuid,
  actor_name      text        not null,
  target_type     text        not null,
  target_id       uuid,
  target_name     text        not null,
  details         jsonb       not null default '{}',
  from_address    text,
  primary key (organization_id, id)
);

create function audit_event_is_final() returns trigger language plpgsql as $$
begin
  raise exception 'audit events are never changed and never deleted';
end $$;
create trigger audit_event_is_final before update or delete on audit_event for each row execute function audit_event_is_final();

-- E-mails on their way. due_at is when the next try is due; while one is under way it stands a little in the future, as a lease.
create table mail (
  id              uuid        primary key,
  kind            text        not null,
  organization_id uuid,
  subject_id      uuid        not null,
  recipient       text        not null,
  queued_at       timestamptz not null,
  due_at          timestamptz not null,
  attempts        int         not null default 0
);
create index mail_due on mail (due_at);

do $$
begin
  if (select count(*) from pg_extension where extname in ('pg_trgm', 'btree_gin')) = 2 then
    create index member_search on member using gin (organization_id, (lower(name || ' ' || email)) gin_trgm_ops);
    create index application_search on application using gin (organization_id, (lower(name || ' ' || slug)) gin_trgm_ops);
    create index invitation_search on invitation using gin (organization_id, email_key gin_trgm_ops);
  end if;
end $$;
