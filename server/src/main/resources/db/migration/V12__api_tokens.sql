-- What a token may do, whose it is, and with which other token it was made.
alter table api_token drop constraint api_token_scope_check;
alter table api_token add constraint api_token_scope_check check (scope in ('read', 'invite', 'admin'));

-- An organization's own token outlives its maker's place in it. A token made with a token goes with it.
alter table api_token add column organization_owned boolean not null default false;
alter table api_token add column made_with uuid;
alter table api_token add foreign key (organization_id, made_with) references api_token;

-- Revoked ones stay for the audit log's sake; lists and limits look at the others.
create index api_token_not_revoked on api_token (organization_id, id) where revoked_at is null;
create index api_token_made_with on api_token (organization_id, made_with) where made_with is not null;
