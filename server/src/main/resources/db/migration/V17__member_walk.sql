-- What a search looks at stands in the index of each order, so that a page far down is found without fetching all before it.
drop index member_by_name, member_by_joining, member_by_last_seen, member_by_role;
create index member_by_name on member (organization_id, (lower(name)), id) include (name, org_role, search);
create index member_by_joining on member (organization_id, joined_at, id) include (org_role, search);
create index member_by_last_seen on member (organization_id, (coalesce(last_seen_at, '-infinity')), id) include (last_seen_at, org_role, search);
create index member_by_role on member (organization_id, org_role, (lower(name)), id) include (name, search);
