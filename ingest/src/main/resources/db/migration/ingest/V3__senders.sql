-- Who sent it: a person's id; null for the recorders, which are one sender. Keys and bytes are compared among what one
-- sender sent, so that nobody learns what others have. The id is kept as long as the row, as the catalog's uploaded_by is;
-- once its person is erased it names nobody.
alter table originals add column sender uuid;

-- Who sent what is here already only the catalog knows for all of it, and on a new database it has no tables yet.
do $$
begin
    if exists (select from information_schema.columns
               where table_schema = 'catalog' and table_name = 'recordings' and column_name = 'uploaded_by') then
        execute 'update originals set sender = uploaded_by
                 from catalog.recordings where id = recording_id and uploaded_by is not null';
    end if;
end $$;
update originals set sender = owner
    from uploads where uploads.id = originals.recording_id and owner is not null and sender is null;

-- Uploads that had become somebody else's recording.
delete from uploads using originals
    where uploads.recording_id = originals.recording_id and owner is distinct from sender;

alter table originals drop constraint originals_idempotency_key_key;
alter table originals drop constraint originals_sha256_key;
create unique index originals_by_key on originals (sender, idempotency_key) nulls not distinct
    where idempotency_key is not null;
create unique index originals_by_bytes on originals (sender, sha256) nulls not distinct;
