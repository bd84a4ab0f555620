-- What Prosody told, as it came; only ever added to. All tables below are derived from it and can be derived again.
create table events (
    number      bigint generated always as identity primary key,
    id          uuid not null unique,
    received_at timestamptz not null,
    -- module: ours; sync: event_sync; lectorium: what we conclude ourselves, such as the end of a lost conference.
    source      text not null check (source in ('module', 'sync', 'lectorium')),
    type        text not null,
    -- Empty for what concerns no room.
    room_jid    text not null,
    -- Prosody's id of the room instance; empty where it did not say.
    meeting     text not null,
    at          timestamptz not null,
    boot        uuid,
    seq         bigint,
    -- Text and not jsonb, which cannot hold U+0000 and would make a changed copy.
    body        text not null
);
create index events_by_meeting on events (room_jid, meeting, number);
create index events_by_boot on events (boot, seq);

-- Rooms about which something new is known. Rows and not a flag, so that nobody waits for the one who empties it.
create table derivations (
    number   bigint generated always as identity primary key,
    room_jid text not null,
    meeting  text not null
);

-- One row for each time that Prosody loaded our module: what came of it, to see what did not.
create table boots (
    boot     uuid primary key,
    first_at timestamptz not null,
    last_at  timestamptz not null,
    last_seq bigint not null,
    events   bigint not null,
    -- Which the module itself says that it lost.
    dropped  bigint not null default 0,
    -- Prosody has begun another one: what was open in this one is over.
    is_over  boolean not null default false
);

create table conferences (
    number         int generated always as identity primary key,
    room           text not null,
    room_jid       text not null,
    meeting        text,
    started_at     timestamptz not null,
    ended_at       timestamptz,
    end_reason     text,
    -- The end was not seen but concluded.
    uncertain      boolean not null,
    people         int not null,
    peak           int not null,
    messages       int not null,
    person_seconds bigint not null,
    boot           uuid,
    -- When something of it was last heard.
    heard_at       timestamptz not null
);
create unique index conferences_by_meeting on conferences (room_jid, meeting);
create index conferences_by_room on conferences (room, started_at desc);
create index conferences_by_start on conferences (started_at desc, number);
create index conferences_open on conferences (room_jid) where ended_at is null;

-- One row for each interval from join to leave.
create table attendances (
    conference    int not null references conferences on delete cascade,
    -- The id that the IFrame API knows too; with event_sync the occupant's address.
    participant   text not null,
    joined_at     timestamptz not null,
    left_at       timestamptz,
    uncertain     boolean not null,
    kind          text not null check (kind in ('participant', 'recorder', 'transcriber')),
    -- Our account, or the pass of a guest; both null for whom somebody else's token vouched for, or nobody.
    user_id       uuid,
    pass_id       uuid,
    name          text,
    email         text,
    moderator     boolean not null,
    primary key (conference, participant, joined_at)
);
create index attendances_by_user on attendances (user_id, conference) where user_id is not null;

create table messages (
    conference   int not null references conferences on delete cascade,
    id           text not null,
    -- In which order they were written: several may have the same time.
    place        bigint not null,
    at           timestamptz not null,
    participant  text not null,
    user_id      uuid,
    author       text not null,
    -- Null once it was taken back.
    body         text,
    reply_to     text,
    retracted_at timestamptz,
    -- [{"emoji": "👍", "count": 2}]
    reactions    jsonb not null default '[]',
    primary key (conference, id)
);
create index messages_in_order on messages (conference, place);

create table polls (
    conference int not null references conferences on delete cascade,
    id         text not null,
    at         timestamptz not null,
    question   text not null,
    author     text not null,
    -- [{"key": "a", "name": "Yes", "votes": 3}]
    answers    jsonb not null,
    primary key (conference, id)
);

-- One row for each time that a recorder was asked for.
create table recorder_runs (
    conference int not null references conferences on delete cascade,
    -- Jibri's id, which is the name of its directory too.
    session    text not null,
    asked_at   timestamptz not null,
    started_at timestamptz,
    ended_at   timestamptz,
    mode       text not null,
    failure    text,
    primary key (conference, session)
);
create index recorder_runs_by_session on recorder_runs (session);
