-- Invitations whose links are known: prints their paths. Variables: slug, number.
set client_min_messages = warning;
create temp table made as
select o.id as organization, bench.id(n) as id, sha256(convert_to('secret of ' || o.slug || n, 'UTF8')) as secret,
       'guest' || n || '@' || o.slug || '.example' as email, m.account_id as inviter
  from organization o
  join member m on m.organization_id = o.id and m.org_role = 'ADMIN'
 cross join generate_series(1, :number) as n
 where o.slug = :'slug';
insert into invitation (organization_id, id, email, email_key, org_role, locale, invited_by, status, created_at, expires_at,
                        secret_hash, delivery_state, delivery_at, sent_at)
select organization, id, email, email, 'MEMBER', 'en', inviter, 'PENDING', now() - interval '2 days', now() + interval '10 days',
       sha256(secret), 'SENT', now(), now() from made;
analyze invitation;
\pset format unaligned
\pset tuples_only on
select '/invitations/' || translate(encode(uuid_send(organization) || uuid_send(id) || secret, 'base64'), E'+/=\n', '-_') from made order by id;
