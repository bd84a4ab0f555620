create table originals (
    recording_id    uuid primary key,
    -- Chosen by the sender; the same key means the same delivery.
    idempotency_key text unique,
    file_name       text not null,
    size_bytes      bigint not null check (size_bytes > 0),
    -- The same bytes are the same recording.
    sha256          text not null unique,
    -- What the sender said, reduced to the keys that we know.
    metadata        jsonb not null,
    received_at     timestamptz not null,
    -- When the media store had it; null while only a node's spool has it.
    kept_at         timestamptz
);

create index originals_not_kept on originals (received_at) where kept_at is null;
