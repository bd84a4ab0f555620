-- How a file is to be made of the original that FFmpeg can read; null for one that it can read as it is.
alter table processing add column salvage jsonb;
-- Whose index is missing, and which settings of an encoder a recording must have that can stand in.
alter table processing add column awaits_encoder text;

create index processing_awaiting on processing (awaits_encoder) where awaits_encoder is not null;

-- What healthy recordings say of their streams. Many recordings of one recorder have one row.
create table stream_references (
    fingerprint text primary key,
    encoder     text not null,
    parameters  jsonb not null,
    of_recorder boolean not null,
    seen        bigint not null default 1,
    last_seen   timestamptz not null default now()
);

create index stream_references_encoder on stream_references (encoder);
