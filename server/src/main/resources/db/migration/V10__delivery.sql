-- What became of e-mails, told in full: the mail server's own words, when the next try is, and bounces that come later.
alter table invitation
  add column delivery_answer      text,
  add column delivery_next_try_at timestamptz;
create index invitation_not_delivered on invitation (organization_id, id)
  where delivery_state = 'FAILED' or delivery_state = 'QUEUED' and delivery_reason is not null;

-- Where an e-mail goes, so that one slow mail server doesn't hold up the mail to others.
alter table mail add column domain text generated always as (lower(split_part(recipient, '@', -1))) stored;

-- E-mails that the mail server has taken, as long as bounces may come.
create table sent_mail (
  id              uuid        primary key,
  kind            text        not null,
  organization_id uuid        not null,
  subject_id      uuid        not null,
  recipient       text        not null,
  queued_at       timestamptz not null,
  attempts        int         not null,
  sent_at         timestamptz not null
);
create index sent_mail_by_time on sent_mail (sent_at);

-- Addresses that an organization's e-mails don't go to any more. Each organization has its own: none learns of another's.
create table suppression (
  organization_id uuid        not null references organization,
  id              uuid        not null,
  address         text        not null,
  address_key     text        not null,
  kind            text        not null check (kind in ('HARD', 'COMPLAINT')),
  reason          text        not null,
  created_at      timestamptz not null,
  primary key (organization_id, id),
  unique (organization_id, address_key)
);
