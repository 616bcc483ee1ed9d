-- An index of trigrams notes what is new in a list that each search reads to its end, 4 MB before PostgreSQL sorts it in: 4 ms for each search
-- after some thousand invitations. With 512 KB it is half a millisecond, and writing takes no longer that could be measured.
do $$
declare
  index text;
begin
  foreach index in array array['member_search', 'member_short_pieces', 'member_word_search', 'invitation_search', 'audit_event_search'] loop
    if to_regclass(index) is not null then
      execute format('alter index %I set (gin_pending_list_limit = 512)', index);
      perform gin_clean_pending_list(to_regclass(index));
    end if;
  end loop;
end $$;
