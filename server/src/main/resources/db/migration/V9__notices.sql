-- What people are told by e-mail. letter_id: the e-mail that tells it; null while it waits for the day's digest.
create table notice (
  organization_id uuid        not null references organization,
  id              uuid        not null,
  account_id      uuid        not null references account,
  kind            text        not null,
  subject_id      uuid        not null,
  about           text        not null,
  detail          text,
  at              timestamptz not null,
  letter_id       uuid,
  primary key (organization_id, id)
);
create index notice_of_letter on notice (organization_id, letter_id) where letter_id is not null;
create index notice_waiting on notice (organization_id, account_id) where letter_id is null;
create index notice_by_age on notice (at);

-- notices: how an admin wants to be told. digested_at: when their last digest was put together.
alter table member
  add column notices     text not null default 'EACH' check (notices in ('EACH', 'DAILY', 'NONE')),
  add column digested_at timestamptz;

-- Ends of access are told by notices now: those whose e-mail still waits are told anew.
update member m
   set end_announced = false
  from mail q
 where q.kind = 'access-end' and m.organization_id = q.organization_id and m.id = q.subject_id;
delete from mail where kind = 'access-end';
