-- How rooms look. Of those that are valid, one for the room goes before one for all rooms, and the newer before the older.
create table appearances (
    id         uuid primary key,
    name       text not null,
    -- Empty for all.
    rooms      text[] not null,
    from_at    timestamptz,
    until_at   timestamptz,
    look       jsonb not null,
    created_at timestamptz not null
);

create table appearance_images (
    id           uuid primary key,
    appearance   uuid not null references appearances on delete cascade,
    kind         text not null check (kind in ('LOGO', 'BACKGROUND')),
    content_type text not null,
    unique (appearance, kind)
);
