alter table recordings
    add column access        text not null default 'private'
                             check (access in ('private', 'participants', 'group', 'organisation', 'link')),
    add column access_groups text[] not null default '{}',
    add column owners        uuid[] not null default '{}',
    add column attended      uuid[] not null default '{}',
    -- What the columns above come to: whoever holds one of these keys may watch. Made by Audience alone.
    add column audience      text[] not null default '{}';

create index recordings_by_audience on recordings using gin (audience);

-- What a new recording of a room is given; the empty room stands for all others.
create table access_defaults (
    room          text primary key,
    access        text not null check (access in ('private', 'participants', 'group', 'organisation', 'link')),
    access_groups text[] not null default '{}'
);
insert into access_defaults (room, access) values ('', 'private');

create table share_links (
    id            uuid primary key,
    recording_id  uuid not null references recordings on delete cascade,
    -- Of the token, which is in the link alone.
    sha256        text not null unique,
    label         text not null,
    password_hash text,
    expires_at    timestamptz,
    max_uses      int,
    uses          int not null default 0,
    download      boolean not null,
    -- Pages of which sites may show it inside of them.
    origins       text[] not null default '{}',
    created_by    uuid not null,
    created_at    timestamptz not null,
    last_used_at  timestamptz,
    revoked_at    timestamptz
);
create index share_links_by_recording on share_links (recording_id, created_at);

-- Who opened a link may go on watching without another use of it.
create table share_visits (
    sha256     text primary key,
    link_id    uuid not null references share_links on delete cascade,
    expires_at timestamptz not null
);
create index share_visits_by_end on share_visits (expires_at);
