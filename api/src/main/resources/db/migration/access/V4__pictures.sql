-- Where the directory says that somebody's picture is.
alter table users add column picture text;

-- The picture that somebody chose here. Another picture has another address, so browsers may keep it.
create table pictures (
    id           uuid primary key,
    user_id      uuid not null unique references users on delete cascade,
    content_type text not null,
    bytes        bytea not null
);
