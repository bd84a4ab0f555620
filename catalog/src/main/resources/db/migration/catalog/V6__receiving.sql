-- Recordings that are seen arriving: which delivery each card shows, and how far it is. Derived from the ingest stage's
-- table again and again.
create table receiving (
    -- Also the id of the recording that comes of it, unless its bytes came before.
    delivery       uuid primary key,
    -- The same, or that of the run that was expected.
    card           uuid not null unique,
    received_bytes bigint not null,
    size_bytes     bigint,
    -- What came instead, where its bytes had come before: the card leads there.
    recording      uuid
);
