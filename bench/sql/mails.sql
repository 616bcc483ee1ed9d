-- Invitations whose e-mails wait, all queued in one instant. Variables: slug, number.
set client_min_messages = warning;
begin;
create temp table made as
select o.id as organization, bench.id(n) as id, 'mail' || n || '@' || o.slug || '.example' as email, m.account_id as inviter, date_trunc('milliseconds', now()) as at
  from organization o
  join member m on m.organization_id = o.id and m.org_role = 'ADMIN'
 cross join generate_series(1, :number) as n
 where o.slug = :'slug';
insert into invitation (organization_id, id, email, email_key, org_role, locale, invited_by, status, created_at, expires_at)
select organization, id, email, email, 'MEMBER', 'en', inviter, 'PENDING', at, at + interval '14 days' from made;
insert into mail (id, kind, organization_id, subject_id, recipient, queued_at, due_at)
select gen_random_uuid(), 'invitation', organization, id, email, at, at from made;
commit;
analyze invitation, mail;
