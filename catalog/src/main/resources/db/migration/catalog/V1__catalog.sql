create table recordings (
    id               uuid primary key,
    title            text not null,
    room             text,
    -- Ties the recording to its conference: Prosody's id of the room instance.
    meeting_id       text,
    started_at       timestamptz not null,
    received_at      timestamptz not null,
    file_name        text not null,
    size_bytes       bigint not null,
    sha256           text not null,
    status           text not null
                     check (status in ('stored', 'processing', 'watchable', 'published', 'failed')),
    -- While it is processed: the step, percent of the whole, seconds to go.
    step             text,
    progress         double precision,
    eta_seconds      double precision,
    -- Why it failed, or what is wrong with it although it plays.
    problem          jsonb,
    duration_seconds double precision,
    width            int,
    height           int,
    trashed_at       timestamptz,
    -- Counts the changes; the search index refuses older ones.
    version          bigint not null default 1
);

create index recordings_by_start on recordings (started_at desc, id);
create index recordings_by_room on recordings (room, started_at desc);

create table renditions (
    recording_id uuid not null references recordings on delete cascade,
    name         text not null,
    kind         text not null,
    media_key    text not null,
    size_bytes   bigint not null,
    sha256       text not null,
    content_type text not null,
    width        int,
    height       int,
    primary key (recording_id, name)
);

-- What the search index has yet to learn; written with the change itself. Rows and not a flag,
-- so that a writer never waits for the one who empties it.
create table index_outbox (
    id           bigint generated always as identity primary key,
    recording_id uuid not null
);

-- One row: a rebuild of the search index is asked for until it is done.
create table index_rebuild (
    requested boolean not null
);
insert into index_rebuild values (false);

-- One row: what links to media are signed with.
create table link_key (
    key bytea not null
);
