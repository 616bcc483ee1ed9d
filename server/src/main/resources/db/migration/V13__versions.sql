-- Applications and organizations tell their version too, as members and invitations do: raised by each edit, so that two
-- edits don't overwrite each other unseen.
alter table application add column version int not null default 1;
alter table organization add column version int not null default 1;
