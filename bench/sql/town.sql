-- What stands in the database before anything is measured. Variables: few, many (people, invitations and events of the two
-- organizations that are read), towns (organizations that are invited into all at once).
set client_min_messages = warning;

create schema bench;

-- UUIDv7 of the nth thing since a month ago.
create function bench.id(n bigint) returns uuid language sql volatile as $$
  select (substr(t, 1, 8) || '-' || substr(t, 9, 4) || '-7' || lpad(to_hex(n % 4096), 3, '0') || '-8' || substr(r, 1, 3) || '-' || substr(r, 4, 12))::uuid
    from (select lpad(to_hex((extract(epoch from now() - interval '30 days') * 1000)::bigint + n), 12, '0') as t,
                 replace(gen_random_uuid()::text, '-', '') as r) as parts
$$;

create table bench.name (i int primary key, first text not null, last text not null);
insert into bench.name
select n, (array['Ada','Bo','Chiara','Dmitri','Elif','Farid','Grace','Hana','Ines','Jonas','Kofi','Linus','Mei','Noor','Olga','Pedro','Quinn','Rosa','Sven','Tariq'])[1 + n % 20],
       (array['Moreau','Lindqvist','Okafor','Tanaka','Silva','Novak','Haddad','Kowalski','Fischer','Andersen','Costa','Demir','Eriksen','Garcia','Horvat','Ivanov','Jansen','Keller','Larsen','Meyer','Nguyen','Olsen','Papadakis'])[1 + n % 23]
  from generate_series(0, 459) as n;

-- An organization with an admin, and an API token of that admin.
create procedure bench.found(slug text, token text) language sql as $$
  with o as (insert into organization (id, slug, name, created_at) values (bench.id(0), slug, initcap(slug), now()) returning id),
       d as (insert into organization_slug (slug, organization_id) select slug, id from o),
       a as (insert into account (id, name, email, created_at) values (bench.id(0), 'Ada Moreau', 'ada@' || slug || '.example', now()) returning id, name, email),
       e as (insert into email_address (address_key, address, account_id, verified_at) select email, email, id, now() from a),
       m as (insert into member (organization_id, id, account_id, name, email, org_role, joined_at, last_seen_at)
             select o.id, bench.id(0), a.id, a.name, a.email, 'ADMIN', now(), now() from o, a),
       t as (insert into api_token (organization_id, id, name, scope, created_by, created_at)
             select o.id, bench.id(0), 'bench', 'admin', a.id, now() from o, a returning organization_id, id)
  insert into api_token_secret (secret_hash, organization_id, token_id) select sha256(convert_to(token, 'UTF8')), organization_id, id from t;
$$;

-- People, guests among them who hold App roles on some of twenty applications.
create procedure bench.people(town text, number int) language sql as $$
  insert into application (organization_id, id, slug, name, kind, created_at)
  select o.id, bench.id(n), 'app-' || n, 'Application ' || n, 'OTHER', now() from organization o, generate_series(1, 20) as n where o.slug = town;
  with p as materialized (
         select n, bench.id(n) as account, bench.id(n) as member, x.first || ' ' || x.last as name,
                lower(x.first || '.' || x.last) || n || '@' || town || '.example' as email
           from generate_series(1, number) as n join bench.name x on x.i = n % 460),
       a as (insert into account (id, name, email, created_at) select account, name, email, now() from p),
       e as (insert into email_address (address_key, address, account_id, verified_at) select email, email, account, now() from p)
  insert into member (organization_id, id, account_id, name, email, org_role, joined_at, last_seen_at)
  select o.id, p.member, p.account, p.name, p.email, case when p.n % 100 = 0 then 'ADMIN' when p.n / 7 % 5 = 0 then 'GUEST' else 'MEMBER' end,
         now() - p.n * interval '1 second', now() - p.n * interval '1 minute'
    from p, organization o where o.slug = town;
  insert into app_grant (organization_id, member_id, application_id, app_role)
  select m.organization_id, m.id, a.id, 'READ'
    from organization o
    join member m on m.organization_id = o.id and m.org_role = 'GUEST'
    join lateral (select id from application a where a.organization_id = o.id order by a.slug limit 2) a on true
   where o.slug = town;
$$;

-- Invitations: of each ten, four are pending, three accepted, two expired, one canceled.
create procedure bench.invitations(town text, number int) language sql as $$
  insert into invitation (organization_id, id, email, email_key, org_role, locale, invited_by, status, created_at, expires_at,
                          accepted_at, canceled_at, secret_hash, delivery_state, delivery_at, sent_at)
  select o.id, bench.id(n), e.email, e.email, 'MEMBER', 'en', m.account_id,
         (array['PENDING','PENDING','PENDING','PENDING','ACCEPTED','ACCEPTED','ACCEPTED','EXPIRED','EXPIRED','CANCELED'])[1 + n % 10],
         now() - interval '29 days', now() + interval '10 days',
         case when n % 10 between 4 and 6 then now() end, case when n % 10 = 9 then now() end, sha256(int4send(n)), 'SENT', now(), now()
    from organization o
    join member m on m.organization_id = o.id and m.email = 'ada@' || town || '.example'
   cross join generate_series(1, number) as n
    join bench.name x on x.i = n % 460
   cross join lateral (select lower(x.last || '.' || x.first) || n || '@guests.example' as email) e
   where o.slug = town;
$$;

-- What the audit log holds; sealing them is left out.
create procedure bench.events(town text, number int) language sql as $$
  insert into audit_event (organization_id, id, at, action, actor_type, actor_id, actor_name, target_type, target_id, target_name, details)
  select o.id, bench.id(n), now() - interval '30 days' + n * interval '1 millisecond',
         (array['invitation.created','invitation.accepted','invitation.resent','invitation.canceled'])[1 + n % 4],
         'ACCOUNT', m.account_id, m.name, 'invitation', bench.id(n), lower(x.last || '.' || x.first) || n || '@guests.example', '{"orgRole": "MEMBER"}'
    from organization o
    join member m on m.organization_id = o.id and m.email = 'ada@' || town || '.example'
   cross join generate_series(1, number) as n
    join bench.name x on x.i = n % 460
   where o.slug = town;
$$;

call bench.found('few', rpad('foyer_few', 51, '0'));
call bench.found('many', rpad('foyer_many', 51, '0'));
call bench.people('few', :few);
call bench.people('many', :many);
call bench.invitations('few', :few);
call bench.invitations('many', :many);
call bench.events('many', :many);
select format('call bench.found(%L, %L)', 'town' || n, 'foyer_town' || lpad(n::text, 39, '0')) from generate_series(1, :towns) as n \gexec
