-- What an organization's invitations carry of its own. The logo's bytes stand apart, as an organization is read often and they are not.
alter table organization
  add column greeting text check (char_length(greeting) between 1 and 500),
  add column logo_hash text,
  add column logo_width int,
  add column logo_height int,
  add check ((logo_hash is null) = (logo_width is null) and (logo_hash is null) = (logo_height is null));

create table organization_logo (
  organization_id uuid  primary key references organization,
  hash            text  not null,
  png             bytea not null check (octet_length(png) between 1 and 204800)
);
