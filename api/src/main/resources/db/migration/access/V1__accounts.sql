create table users (
    username      text primary key,
    display_name  text not null,
    -- Argon2id, with its parameters in front.
    password_hash text not null,
    roles         text[] not null
);

-- What machines sign in with. Only their SHA-256 is kept; they are random enough for that.
create table tokens (
    name   text primary key,
    sha256 text not null unique,
    role   text not null
);
