-- What stands between words becomes a letter for the search: trigrams end at anything else, so that `-73` was ` 73`, which everybody of an
-- organization at 73.example has, and a search for `person-73` read all of them. Capitals, which nothing in lower case has; for
-- trigrams they are the rarer small letters.
create function as_letters(text) returns text
  language sql immutable strict parallel safe
  return translate($1, ' .-@_+', 'QJXWVY');

alter table member drop column search; -- and the indexes that it stands in
alter table member add column search text generated always as (as_letters(lower(name || ' ' || email))) stored;
create index member_by_name on member (organization_id, (lower(name)), id) include (name, org_role, search);
create index member_by_joining on member (organization_id, joined_at, id) include (org_role, search);
create index member_by_last_seen on member (organization_id, (coalesce(last_seen_at, '-infinity')), id) include (last_seen_at, org_role, search);
create index member_by_role on member (organization_id, org_role, (lower(name)), id) include (name, search);
do $$
begin
  if (select count(*) from pg_extension where extname in ('pg_trgm', 'btree_gin')) = 2 then
    create index member_search on member using gin (organization_id, search gin_trgm_ops);
  end if;
  if (select count(*) from pg_extension where extname = 'btree_gin') = 1 then
    create index member_short_pieces on member using gin (organization_id, letters_and_pairs(search));
  end if;
end $$;
-- Invitations' addresses, likewise.
drop index if exists invitation_search;
do $$
begin
  if (select count(*) from pg_extension where extname in ('pg_trgm', 'btree_gin')) = 2 then
    create index invitation_search on invitation using gin (organization_id, as_letters(email_key) gin_trgm_ops);
  end if;
end $$;
