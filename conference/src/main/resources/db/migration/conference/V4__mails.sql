-- What was written to everybody who was in a conference.
create table mails (
    id         uuid primary key,
    conference int not null references conferences on delete cascade,
    sender     uuid not null,
    at         timestamptz not null,
    subject    text not null,
    body       text not null,
    recipients int not null,
    sent       int not null default 0,
    failed     int not null default 0
);
create index mails_by_conference on mails (conference, at desc);

-- To whom it has yet to go; gone when it went, so that a restart goes on where it stood.
create table mail_recipients (
    mail     uuid not null references mails on delete cascade,
    email    text not null,
    tries    int not null default 0,
    next_try timestamptz not null,
    primary key (mail, email)
);
create index mail_recipients_by_time on mail_recipients (next_try);
