-- E-mails that wait for nothing but the mail server leave as soon as it is back.
alter table mail add column server_away boolean not null default false;
create index mail_server_away on mail (due_at) where server_away;
