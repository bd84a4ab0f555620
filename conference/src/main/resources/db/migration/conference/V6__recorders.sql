-- What each recorder said last of itself.
create table recorders (
    id      text primary key,
    busy    text not null check (busy in ('IDLE', 'BUSY', 'EXPIRED')),
    healthy boolean not null,
    -- What it is ill of; null if it is well.
    detail  text,
    seen_at timestamptz not null
);
