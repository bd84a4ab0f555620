create table rooms (
    -- As it stands in addresses and in Jitsi: [a-z0-9-].
    name             text primary key,
    title            text not null,
    -- The owner first, then the co-owners.
    owners           uuid[] not null,
    entry            text not null check (entry in ('ORGANISATION', 'GROUP', 'OWNERS')),
    entry_groups     text[] not null,
    lobby            boolean not null,
    record_by        text not null check (record_by in ('OWNERS', 'LECTURERS', 'EVERYONE', 'NOBODY')),
    consent          boolean not null,
    -- Null for the installation's.
    consent_text     text,
    -- Null for the installation's default.
    recording_access text,
    recording_groups text[] not null,
    appearance       uuid,
    -- Until when somebody has a token for it that is good: so long it may be opened.
    admitted_until   timestamptz,
    -- SHA-256 of what opens the feed of its meetings.
    calendar_key     text,
    created_at       timestamptz not null
);
create index rooms_by_owner on rooms using gin (owners);

create table meetings (
    id         uuid primary key,
    room       text not null references rooms on delete cascade,
    title      text not null,
    starts_at  timestamptz not null,
    -- In which the hours of a series are counted.
    zone       text not null,
    seconds    bigint not null,
    -- By RFC 5545; null for a single one.
    rrule      text,
    changed_at timestamptz not null
);
create index meetings_by_room on meetings (room, starts_at);

create table passes (
    id           uuid primary key,
    room         text not null references rooms on delete cascade,
    name         text not null,
    sha256       text not null unique,
    opens_at     timestamptz,
    closes_at    timestamptz,
    role         text not null check (role in ('GUEST', 'MODERATOR')),
    max_uses     int,
    uses         int not null default 0,
    note         text not null,
    created_at   timestamptz not null,
    created_by   uuid not null,
    last_used_at timestamptz,
    revoked_at   timestamptz
);
create index passes_by_room on passes (room, created_at desc);

-- Who came in with a pass. Coming again with the same visit is no further use.
create table pass_uses (
    number     bigint generated always as identity primary key,
    pass       uuid not null references passes on delete cascade,
    at         timestamptz not null,
    name       text not null,
    visit      text not null unique,
    expires_at timestamptz not null
);
create index pass_uses_by_pass on pass_uses (pass, at desc);

-- Every text that somebody agreed to, by its SHA-256.
create table consent_texts (
    version text primary key,
    text    text not null
);

-- Evidence: it outlives room, pass and account.
create table consents (
    number   bigint generated always as identity primary key,
    room     text not null,
    at       timestamptz not null,
    version  text not null references consent_texts,
    language text not null,
    name     text not null,
    user_id  uuid,
    pass_id  uuid
);
create index consents_by_room on consents (room, at);

-- Rooms that Prosody was allowed to open and has not said to be destroyed.
create table reservations (
    id         uuid primary key,
    room       text not null references rooms on delete cascade,
    owner      text not null,
    starts_at  timestamptz not null,
    seconds    bigint not null
);
create unique index reservations_by_room on reservations (room);
