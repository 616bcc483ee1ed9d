-- Each letter and each pair of neighbours in a text. What is searched for is often that short while it is being typed, and
-- trigrams can't find it.
create function letters_and_pairs(text) returns tsvector
  language sql immutable strict parallel safe
  return array_to_tsvector(array_remove(
    string_to_array($1, null)
      || string_to_array(regexp_replace($1, '(..)', E'\\1\n', 'g'), E'\n')
      || string_to_array(regexp_replace(substr($1, 2), '(..)', E'\\1\n', 'g'), E'\n'), ''));

alter table member add column short_pieces tsvector generated always as (letters_and_pairs(lower(name || ' ' || email))) stored;
do $$
begin
  if (select count(*) from pg_extension where extname = 'btree_gin') = 1 then
    create index member_short_pieces on member using gin (organization_id, short_pieces);
  end if;
end $$;
