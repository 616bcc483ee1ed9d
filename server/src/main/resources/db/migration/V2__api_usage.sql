-- How many requests each API token has made in a minute, over all nodes: written now and then, not with each request.
create table api_usage (
  token_id uuid        not null,
  minute   timestamptz not null,
  requests int         not null,
  primary key (token_id, minute)
);
