\set o random(1, 1000)
begin;
insert into invitation (organization_id, id, email, org_role, secret_hash) select lpad(to_hex(:o::int), 32, '0')::uuid, gen_random_uuid(), 'user-' || gen_random_uuid() || '@example.com', 'MEMBER', sha256(gen_random_uuid()::text::bytea) from generate_series(1, 10);
insert into queue (invitation_id, recipient) select gen_random_uuid(), 'someone@example.com' from generate_series(1, 10);
insert into log (organization_id, actor_id, action, target_id, details) select lpad(to_hex(:o::int), 32, '0')::uuid, gen_random_uuid(), 'invitation.created', gen_random_uuid(), '{"orgRole":"MEMBER"}' from generate_series(1, 10);
commit;
