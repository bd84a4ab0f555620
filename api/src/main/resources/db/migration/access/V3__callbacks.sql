-- With what Prosody signs its callbacks: derived from the token, since its SHA-256 is not known to whoever signs, and of
-- no use for anything else.
alter table tokens add column hmac_key text;
