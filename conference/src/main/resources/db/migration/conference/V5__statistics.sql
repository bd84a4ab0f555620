-- Figures that stay when the people behind them are forgotten. Made from the tables of V1 while those know.
-- The room '' stands for all rooms together: people who are in two rooms on a day are one there.
create table day_figures (
    day              date not null,
    room             text not null,
    -- That began on the day.
    conferences      int not null,
    people           int not null,
    guests           int not null,
    joins            int not null,
    person_seconds   bigint not null,
    -- At the same time.
    peak             int not null,
    peak_conferences int not null,
    messages         int not null,
    -- That ended on the day, how long they had been, and how many were how long: see Durations.
    ended            int not null,
    ended_seconds    bigint not null,
    durations        int[] not null,
    primary key (day, room)
);
create index day_figures_by_room on day_figures (room, day);

-- Hours in which nothing was are left out.
create table hour_figures (
    day              date not null,
    hour             int not null,
    room             text not null,
    conferences      int not null,
    people           int not null,
    peak             int not null,
    peak_conferences int not null,
    primary key (day, room, hour)
);

create table recording_figures (
    day        date not null,
    room       text not null,
    recordings int not null,
    primary key (day, room)
);

-- One row.
create table statistics_state (
    -- Recordings that arrived before are counted.
    recordings_since timestamptz,
    -- Figures of earlier days are never made anew: what they were made from is not whole any more.
    sealed_before    date,
    -- Events up to this number have lost their bodies.
    emptied_to       bigint not null default 0
);
insert into statistics_state default values;

-- Spans of time whose figures are not right any more. Rows and not a flag, so that a writer never waits; and a
-- trigger, so that no way to change a conference can forget it.
create table changed_spans (
    number bigint generated always as identity primary key,
    since  timestamptz not null,
    -- Null for: until now.
    until  timestamptz
);

create function note_changed_span() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        insert into conference.changed_spans (since, until)
        values (least(old.started_at, new.started_at),
                case when new.ended_at is not null then greatest(old.ended_at, new.ended_at) end);
    elsif tg_op = 'INSERT' then
        insert into conference.changed_spans (since, until) values (new.started_at, new.ended_at);
    else
        insert into conference.changed_spans (since, until) values (old.started_at, old.ended_at);
    end if;
    return null;
end
$$;

-- That something was heard of a conference, twice a minute, changes no figures.
create trigger note_changed_span
    after insert or delete or update of room, started_at, ended_at, people, messages, person_seconds on conferences
    for each row execute function note_changed_span();

insert into changed_spans (since, until) select started_at, ended_at from conferences;

-- Who asked to be forgotten, by an id that leads to nobody: what was under way at that moment still arrives.
create table erasures (
    user_id   uuid primary key,
    erased_at timestamptz not null
);
