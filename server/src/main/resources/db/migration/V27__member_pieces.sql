-- Letters and pairs of letters stand in their index alone: kept in the rows as well they made each of them three times as long, and whatever
-- reads many members slower.
alter table member drop column short_pieces;
cluster member using member_pkey; -- gives the room back
alter table member set without cluster;
-- Costly, so that PostgreSQL looks it up instead of working it out for each member; and not worth a second process.
alter function letters_and_pairs(text) cost 1000 parallel unsafe;
do $$
begin
  if (select count(*) from pg_extension where extname = 'btree_gin') = 1 then
    create index member_short_pieces on member using gin (organization_id, letters_and_pairs(search));
  end if;
end $$;
