-- Copies of one e-mail, each with a secret of its own: which e-mail the live secret belongs to, and those of copies that
-- may have arrived before it.
alter table invitation
  add column secret_requested_at timestamptz,
  add column twin_secret_hashes  bytea[] not null default '{}';
