-- Somebody signed in: the admin of an organization, whose cookie holds a known secret. Variables: slug, secret.
with s as (
  insert into spring_session (primary_id, session_id, creation_time, last_access_time, max_inactive_interval, expiry_time, principal_name)
  select gen_random_uuid()::text, encode(sha256(convert_to(:'secret', 'UTF8')), 'hex'), ms, ms, 43200, ms + 43200000, m.account_id::text
    from (select (extract(epoch from now()) * 1000)::bigint as ms) t, organization o
    join member m on m.organization_id = o.id and m.email = 'ada@' || o.slug || '.example'
   where o.slug = :'slug'
      on conflict (session_id) do nothing
  returning primary_id, principal_name)
insert into spring_session_attributes (session_primary_id, attribute_name, attribute_bytes)
select primary_id, 'org.springframework.session.FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME', convert_to(principal_name, 'UTF8') from s;
