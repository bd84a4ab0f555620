-- One row: the node that wrote to the search index last. Locked by the one that is writing.
create table index_writer (
    node uuid
);
insert into index_writer values (null);
