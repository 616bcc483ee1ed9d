-- What becomes of invitations with time, and what nobody needs any more.

-- reminded_at: when the reminder for the present term was asked for; null while there is none. asked_again_at: when the holder
-- of a dead link asked for a new invitation, as far as the limit needs to know.
alter table invitation
  add column reminded_at    timestamptz,
  add column asked_again_at timestamptz[] not null default '{}';
create index invitation_to_expire on invitation (expires_at) where status = 'PENDING';
create index invitation_to_remind on invitation (expires_at) where status = 'PENDING' and reminded_at is null;

-- Jobs of which one node at a time does the work: whoever holds the row's lock.
create table recurring_job (
  name    text        primary key,
  done_at timestamptz
);
insert into recurring_job (name) values ('clean-up');

-- What the clean-up finds its rows by.
create index spring_session_creation on spring_session (creation_time);
create index sign_in_link_requested on sign_in_link (requested_at);
create index idempotency_key_created on idempotency_key (created_at);
create index api_usage_minute on api_usage (minute);
create index organization_slug_kept on organization_slug (kept_until) where kept_until is not null;
