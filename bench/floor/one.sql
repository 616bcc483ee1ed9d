\set o random(1, 1000)
begin;
insert into invitation (organization_id, id, email, org_role, secret_hash) values (lpad(to_hex(:o::int), 32, '0')::uuid, gen_random_uuid(), 'user-' || gen_random_uuid() || '@example.com', 'MEMBER', sha256(gen_random_uuid()::text::bytea));
insert into queue (invitation_id, recipient) values (gen_random_uuid(), 'someone@example.com');
insert into log (organization_id, actor_id, action, target_id, details) values (lpad(to_hex(:o::int), 32, '0')::uuid, gen_random_uuid(), 'invitation.created', gen_random_uuid(), '{"orgRole":"MEMBER"}');
commit;
