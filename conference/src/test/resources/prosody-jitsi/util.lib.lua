-- Stands where jitsi-meet has its util.lib.lua, and decides differently enough to be noticed.
local function starts_with(text, prefix)
	return text:sub(1, #prefix) == prefix;
end

return {
	is_healthcheck_room = function (room_jid) return starts_with(room_jid, "checkup"); end;
	is_focus = function (nick) return nick:sub(-9) == "/director"; end;
	is_jibri = function (occupant) return starts_with(occupant.jid, "camera@"); end;
	is_transcriber = function (real_jid) return starts_with(real_jid, "scribe@"); end;
};
