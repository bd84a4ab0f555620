-- What is expected has a row too, without bytes, so that the same rules say who sees it.
alter table recordings drop constraint recordings_status_check;
alter table recordings add constraint recordings_status_check
    check (status in ('expected', 'receiving', 'stored', 'processing', 'watchable', 'published', 'failed'));

create index recordings_by_session on recordings (recorder_session) where recorder_session is not null;

-- A run of a recorder, and what became of its recording.
create table expected (
    -- Jibri's id.
    session      text primary key,
    -- Under this id it is shown as long as it is expected; afterwards the id leads to what came.
    card         uuid not null unique,
    room         text,
    meeting_id   text,
    conference   int,
    asked_at     timestamptz not null,
    started_at   timestamptz,
    ended_at     timestamptz,
    failure      text,
    -- When we heard of the end: events may wait for us while we are away, and so may recordings.
    end_heard_at timestamptz,
    recording    uuid,
    -- When people were told that it is missing.
    missing_at   timestamptz,
    dismissed_at timestamptz
);
create index expected_open on expected (ended_at) where recording is null and dismissed_at is null;
create index expected_by_recording on expected (recording) where recording is not null;

-- Who has yet to be told; gone when they were.
create table missing_mails (
    session  text not null references expected on delete cascade,
    email    text not null,
    tries    int not null default 0,
    next_try timestamptz not null,
    primary key (session, email)
);
create index missing_mails_by_time on missing_mails (next_try);
