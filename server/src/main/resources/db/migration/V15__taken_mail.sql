-- When an e-mail has been taken, its invitation's row changes in place: there is room on its page, and no index has anything
-- to do with what changes. Before, each of its nine indexes got another entry.
alter table invitation set (fillfactor = 80);
drop index invitation_not_delivered;
create index invitation_not_delivered on invitation (organization_id, id) where delivery_reason is not null;
