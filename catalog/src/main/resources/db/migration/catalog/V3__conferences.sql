alter table recordings
    -- The number of the one that it was made of.
    add column conference       int,
    -- Jibri's id of the session.
    add column recorder_session text,
    -- Who sent it; null for a recorder. What a person says about where it was made counts only if they were there.
    add column uploaded_by      uuid,
    -- What was said at the delivery; set once started_at is on the clock of the conference.
    add column delivered_start  timestamptz;

create index recordings_by_conference on recordings (conference) where conference is not null;
create index recordings_by_meeting on recordings (meeting_id) where meeting_id is not null;

-- What is read after a number was taken is not older than what was read before it: so it is the version of what is written
-- to the search index. Begins above the versions of rows, which were written there until now.
create sequence index_version start with 1000000;
