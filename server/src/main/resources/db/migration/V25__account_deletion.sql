-- A deleted account has no address and can't sign in. Its row stays, as invitations and API tokens tell who made them.
alter table account
  add column deleted_at timestamptz,
  alter column email drop not null,
  add check ((deleted_at is null) = (email is not null));
