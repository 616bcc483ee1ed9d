-- Whoever has done something in an organization, by the names under which that was written down: few for many events. Filled when events are
-- sealed, outside of the changes that write them. actor_id is all zeros for those without an account or token.
create table audit_actor (
  organization_id uuid not null,
  actor_id        uuid not null,
  name            text not null,
  primary key (organization_id, actor_id, name)
);
insert into audit_actor (organization_id, actor_id, name)
select distinct organization_id, coalesce(actor_id, '00000000-0000-0000-0000-000000000000'), actor_name from audit_event;

-- An actor's events in their order. Pieces of names are looked for among the actors, no longer in each event.
create index audit_event_by_actor on audit_event (organization_id, actor_name, id);
-- What the index that goes had PostgreSQL know of how common names are.
create statistics audit_event_actor_names on (lower(actor_name)) from audit_event;
do $$
begin
  if (select count(*) from pg_extension where extname in ('pg_trgm', 'btree_gin')) = 2 then
    create index audit_actor_search on audit_actor using gin (organization_id, (lower(name)) gin_trgm_ops);
    drop index audit_event_search;
    create index audit_event_search on audit_event using gin (organization_id, target_id, (lower(target_name)) gin_trgm_ops);
  end if;
end $$;
