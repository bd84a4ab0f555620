-- Uploads that can be resumed (tus). The bytes lie in the spool; what was acknowledged of them stands here.
create table uploads (
    id            uuid primary key,
    -- Whose it is; null for the recorders.
    owner         uuid,
    -- Chosen by the sender; the same key of the same sender means the same upload.
    delivery_key  text,
    kind          text not null check (kind in ('whole', 'partial', 'final')),
    -- What Upload-Concat and Upload-Metadata said, to be told again.
    concat        text,
    metadata      text,
    -- What a final upload is made of.
    parts         uuid[] not null default '{}',
    -- Null while the sender does not know.
    length        bigint check (length >= 0),
    received      bigint not null default 0 check (received >= 0),
    -- Bytes behind those received wait for their checksum, and do not count.
    verifying     boolean not null default false,
    created_at    timestamptz not null,
    expires_at    timestamptz not null,
    -- The node that may write, until when; whether another one is waiting for it.
    holder        uuid,
    held_until    timestamptz,
    wanted        boolean not null default false,
    -- What became of it.
    recording_id  uuid,
    sha256        text,
    finished_at   timestamptz,
    check ((finished_at is null) = (recording_id is null) and (finished_at is null) = (sha256 is null))
);

create unique index uploads_by_key on uploads (owner, delivery_key) nulls not distinct where delivery_key is not null;
create index uploads_unfinished on uploads (owner, created_at) where finished_at is null;
create index uploads_by_end on uploads (expires_at) where finished_at is null;
