-- The audit log: found quickly, closed to changes, and chained by hashes so that a change that happens all the same is found.

-- Lists are in the order of ids, which is that of time: the primary key serves them and the filter by dates.
create index audit_event_by_action on audit_event (organization_id, action, id);
do $$
begin
  if (select count(*) from pg_extension where extname in ('pg_trgm', 'btree_gin')) = 2 then
    create index audit_event_search on audit_event using gin (organization_id, actor_id, target_id,
                                                              (lower(actor_name)) gin_trgm_ops, (lower(target_name)) gin_trgm_ops);
  else
    create index audit_event_by_target on audit_event (organization_id, target_id, id);
  end if;
end $$;

-- Events that wait for their place in the chain. Written with the event and taken away when it has got its place.
create table audit_unsealed (
  organization_id uuid not null,
  event_id        uuid not null,
  primary key (organization_id, event_id)
);
insert into audit_unsealed (organization_id, event_id) select organization_id, id from audit_event;

-- The chain of each organization: seq counts from 1, hash covers the one before and all of the event.
create table audit_seal (
  organization_id uuid        not null,
  seq             bigint      not null check (seq > 0),
  event_id        uuid        not null,
  sealed_at       timestamptz not null,
  hash            bytea       not null check (octet_length(hash) = 32),
  primary key (organization_id, seq),
  unique (organization_id, event_id)
);

create trigger audit_event_stays before truncate on audit_event for each statement execute function audit_event_is_final();
create trigger audit_seal_is_final before update or delete on audit_seal for each row execute function audit_event_is_final();
create trigger audit_seal_stays before truncate on audit_seal for each statement execute function audit_event_is_final();

-- Nobody holds the right to change them, the owner included, though an owner can give it back to itself: docs/operations.md tells
-- how to run with another owner. To superusers rights mean nothing; for them the triggers stand.
do $$
declare
  held record;
begin
  for held in
    select distinct c.relname, case when a.grantee = 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end as holder
      from pg_class c cross join lateral aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a
     where c.oid in ('audit_event'::regclass, 'audit_seal'::regclass)
       and a.privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')
  loop
    execute format('revoke update, delete, truncate on %I from %s', held.relname, held.holder);
  end loop;
end $$;
