-- What is new in an index of trigrams is sorted in by each node every few seconds, many rows at once (PendingLists). A list of 512 KB was full after
-- 750, and whoever wrote the next one sorted them in: 20 us for each where their addresses are alike, 35 to 70 where they aren't. Of 3,000 it is 10
-- to 23. PostgreSQL's own limit is 4 MB.
do $$
declare
  index text;
begin
  foreach index in array array['member_search', 'member_short_pieces', 'member_word_search', 'invitation_search', 'audit_event_search'] loop
    if to_regclass(index) is not null then
      execute format('alter index %I reset (gin_pending_list_limit)', index);
    end if;
  end loop;
end $$;

-- As the owner of the indexes, which Foyer's role need not be: so nothing of that role's may stand for what is named here, not even something
-- temporary. Tells how many pages of lists there were.
do $$
begin
  execute format($create$
    create function sort_in_pending_lists() returns bigint language sql security definer set search_path = pg_catalog, pg_temp as $body$
      select coalesce(sum(gin_clean_pending_list(i.oid)), 0)::bigint
        from pg_class i
        join pg_am a on a.oid = i.relam and a.amname = 'gin'
       where i.relkind = 'i' and i.relnamespace = %L::regnamespace and pg_has_role(i.relowner, 'usage')
    $body$
  $create$, quote_ident(current_schema()));
end $$;
