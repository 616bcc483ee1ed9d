-- A search for a common word among very many members passed those who don't have it, or fetched and sorted all who do. Here those who have a
-- word stand side by side in the order of names. What is sought may be a piece of several words; which ones there are stands by itself.

-- What stands between separators, as long as a trigram at the least. ASCII separates, all but its letters; what isn't ASCII never does, so
-- that it is the same under any locale. PeopleSearch says the same of what is sought.
create function words_of(text) returns setof text
  language sql immutable strict parallel safe rows 5
as $$
  select distinct word from regexp_split_to_table($1, '[\x01-\x60\x7b-\x7f]+') as word where length(word) >= 3
$$;

create table member_by_word (
  organization_id uuid not null,
  word            text not null,
  name_key        text not null,
  member_id       uuid not null
);

-- Without a unique key: who brings a word that somebody else brings at the same time doesn't wait for them. One that is
-- perhaps nobody's any more is `idle` until it is taken away.
create table member_word (
  organization_id uuid    not null,
  word            text    not null,
  idle            boolean not null default false
);

-- Whoever takes words away holds an organization's lock alone, so that nobody relies on a word that is just going. There are 64, so that
-- a change of all organizations' members at once has room for its locks.
create function member_words_lock(organization uuid) returns int
  language sql immutable strict parallel safe
  return hashtext(organization::text) & 63;

create function keep_member_words() returns trigger
  language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(7067002, member_words_lock(coalesce(new.organization_id, old.organization_id)));
  if TG_OP <> 'INSERT' then
    delete from member_by_word b
     using words_of(old.search) as w(word)
     where b.organization_id = old.organization_id and b.word = w.word and b.name_key = lower(old.name) and b.member_id = old.id;
    -- Others may be leaving at the same time; who is marking a word meanwhile isn't waited for.
    update member_word set idle = true
     where ctid = any(array(
             select m.ctid
               from words_of(old.search) as w(word)
               join member_word m on m.organization_id = old.organization_id and m.word = w.word
              where not m.idle
                and (select count(*) < 10 from (select from member_by_word b
                                                 where b.organization_id = old.organization_id and b.word = w.word limit 10) b)
                for update of m skip locked));
  end if;
  if TG_OP <> 'DELETE' then
    with w as materialized (select word from words_of(new.search) as word),
         b as (insert into member_by_word (organization_id, word, name_key, member_id)
               select new.organization_id, w.word, lower(new.name), new.id from w)
    insert into member_word (organization_id, word)
    select new.organization_id, w.word
      from w
     where not exists (select from member_word m where m.organization_id = new.organization_id and m.word = w.word);
  end if;
  return null;
end $$;

-- From here on nobody changes members until this is done.
create trigger member_words_kept after insert or delete on member
  for each row execute function keep_member_words();
create trigger member_words_renamed after update on member
  for each row when ((old.name, old.search) is distinct from (new.name, new.search)) execute function keep_member_words();

insert into member_by_word (organization_id, word, name_key, member_id)
select m.organization_id, w.word, lower(m.name), m.id
  from member m cross join lateral words_of(m.search) as w(word)
 order by 1, 2, 3, 4;
alter table member_by_word add primary key (organization_id, word, name_key, member_id);
insert into member_word (organization_id, word) select distinct organization_id, word from member_by_word;
create index member_word_known on member_word (word, organization_id);
create index member_word_idle on member_word (organization_id) where idle;
do $$
begin
  if (select count(*) from pg_extension where extname in ('pg_trgm', 'btree_gin')) = 2 then
    create index member_word_search on member_word using gin (organization_id, word gin_trgm_ops);
  end if;
end $$;
analyze member_by_word;
analyze member_word;
