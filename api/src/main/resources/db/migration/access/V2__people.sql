-- A person keeps the id for good; names are the directory's, or the administrator's, to change.
alter table users add column id uuid not null default gen_random_uuid();
alter table users drop constraint users_pkey;
alter table users add primary key (id);
alter table users
    -- Null until an invitation is accepted, and for those who come from the directory.
    alter column password_hash drop not null,
    add column email        text,
    add column role         text not null default 'USER' check (role in ('ADMIN', 'LECTURER', 'USER')),
    add column groups       text[] not null default '{}',
    -- Who vouches for them, and what they are called there; null for a local account.
    add column issuer       text,
    add column subject      text,
    add column created_at   timestamptz not null default now(),
    add column last_seen_at timestamptz,
    add column blocked_at   timestamptz,
    add column erased_at    timestamptz;
update users set role = 'ADMIN' where 'ADMIN' = any (roles);
alter table users drop column roles;

create unique index users_local on users (lower(username)) where issuer is null and erased_at is null;
create unique index users_of_directory on users (issuer, subject);

-- Tokens that people make for programs. They are random, so a plain SHA-256 keeps them safe.
create table api_tokens (
    id           uuid primary key,
    user_id      uuid not null references users on delete cascade,
    name         text not null,
    sha256       text not null unique,
    scopes       text[] not null,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    last_used_at timestamptz
);
create index api_tokens_by_user on api_tokens (user_id);

-- Invitations and password resets: good once.
create table one_time_links (
    sha256     text primary key,
    user_id    uuid not null references users on delete cascade,
    purpose    text not null check (purpose in ('invitation', 'reset')),
    expires_at timestamptz not null
);

create table audit (
    id      bigint generated always as identity primary key,
    at      timestamptz not null,
    -- Null when nobody was signed in.
    actor   uuid,
    -- What stood for them: session, token, directory.
    via     text not null,
    deed    text not null,
    subject text not null,
    facts   jsonb not null,
    address text not null
);
create index audit_by_time on audit (at desc, id desc);
create index audit_by_actor on audit (actor, at desc);

create table limits (
    key     text primary key,
    count   int not null,
    ends_at timestamptz not null,
    -- How many windows in a row were exhausted; each makes the next one twice as long.
    strikes int not null
);
create index limits_by_end on limits (ends_at);

-- Sessions of the directory that it has ended: tokens made in them are good no more.
create table ended_sso_sessions (
    sid      text primary key,
    ended_at timestamptz not null default now()
);

-- The tables of Spring Session.
create table sessions (
    primary_id            char(36) primary key,
    session_id            char(36) not null unique,
    creation_time         bigint not null,
    last_access_time      bigint not null,
    max_inactive_interval int not null,
    expiry_time           bigint not null,
    principal_name        varchar(100)
);
create index sessions_by_expiry on sessions (expiry_time);
create index sessions_by_principal on sessions (principal_name);
create table sessions_attributes (
    session_primary_id char(36) not null references sessions on delete cascade,
    attribute_name     varchar(200) not null,
    attribute_bytes    bytea not null,
    primary key (session_primary_id, attribute_name)
);
