create table processing (
    recording_id uuid primary key,
    -- What the manifest repeats, as it came with the original.
    file         jsonb not null,
    meeting      jsonb not null,
    -- Counts the runs. A run that finds a higher number here has been overtaken and may not publish.
    generation   bigint not null default 0,
    -- Failures in a row that time may heal.
    failures     int not null default 0,
    info         jsonb,
    facts        jsonb
);

create table renditions (
    recording_id uuid not null references processing on delete cascade,
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
