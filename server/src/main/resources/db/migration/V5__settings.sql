-- A slug that an organization has had before: until when its old addresses lead to it, and nobody else can take it. Null for the present one.
alter table organization_slug add column kept_until timestamptz;

create index invitation_grant_application on invitation_grant (organization_id, application_id);
create index application_archived on application (organization_id, (lower(name)), id) where archived_at is not null;
