-- Access that is changed and that ends. version: raised by each edit, so that two edits don't overwrite each other unseen.
-- end_noted: that the access is over has been written down. end_announced: that it will end has been told by e-mail.
alter table member
  add column version       int     not null default 1,
  add column end_noted     boolean not null default false,
  add column end_announced boolean not null default false;
create index member_end_to_note on member (access_ends_at) where access_ends_at is not null and not end_noted;
create index member_end_to_announce on member (access_ends_at) where access_ends_at is not null and not end_announced;

alter table app_grant add column access_ends_at timestamptz;

alter table invitation
  add column access_ends_at timestamptz,
  add column version        int not null default 1;
alter table invitation_grant add column access_ends_at timestamptz;

-- What people are found by, kept in one column: a piece of two letters can't use the index, and reads all of it.
alter table member add column search text generated always as (lower(name || ' ' || email)) stored;
drop index if exists member_search;
do $$
begin
  if (select count(*) from pg_extension where extname in ('pg_trgm', 'btree_gin')) = 2 then
    create index member_search on member using gin (organization_id, search gin_trgm_ops);
  end if;
end $$;
