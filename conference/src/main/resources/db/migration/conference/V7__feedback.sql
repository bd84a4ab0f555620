-- What people said of a conference when they had left it. It belongs to the one that had begun last in the room by then.
create table feedback (
    number bigint generated always as identity primary key,
    room   text not null,
    at     timestamptz not null,
    -- SHA-256 of who gave it and where: enough to let them change their minds, and names nobody.
    giver  text not null,
    stars  int not null check (stars between 1 and 5),
    text   text
);
create index feedback_by_room on feedback (room, at);
create index feedback_by_giver on feedback (giver, at);
