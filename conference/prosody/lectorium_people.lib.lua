-- Who an occupant is, as far as Jitsi knows. Uses jitsi-meet's util.lib.lua where it is installed and has the function;
-- otherwise the same rules in our words.
local jid = require "util.jid";

local NICK_XMLNS = "http://jabber.org/protocol/nick";
local RECORDERS = { "recorder@recorder.", "recorder@hidden.", "jibria@recorder.", "jibrib@recorder." };
local TRANSCRIBERS = { "transcriber@recorder.", "transcriber@hidden.", "transcribera@recorder.", "transcriberb@recorder." };
local WITHOUT_ACCOUNTS = { anonymous = true; ["jitsi-anonymous"] = true; token = true; };

local function starts_with_one_of(text, prefixes)
	for prefix in prefixes do
		if text:sub(1, #prefix) == prefix then return true; end
	end
	return false;
end

-- A token may hold anything; the wire has text or nothing.
local function text(value)
	local kind = type(value);
	if kind == "string" then
		return value ~= "" and value or nil;
	elseif kind == "number" then
		return value % 1 == 0 and ("%.0f"):format(value) or tostring(value);
	elseif kind == "boolean" then
		return tostring(value);
	end
	return nil;
end

-- What the others read above the tile; blanks are no name.
local function shown_name(stanza)
	local name = stanza and stanza:get_child_text("nick", NICK_XMLNS);
	return name and name:find("%S") and name or nil;
end

local function participant_id(nick)
	return (jid.resource(nick));
end

local function has_account(session)
	if session.type ~= "c2s" or not session.host then return false; end
	local authentication = module:context(session.host):get_option_string("authentication", "internal_hashed");
	return not WITHOUT_ACCOUNTS[authentication];
end

local function is_authenticated(session)
	return session.auth_token ~= nil or session.jitsi_meet_context_user ~= nil or has_account(session);
end

-- The functions for one MUC component.
local function on_host(host_module)
	local found, jitsi = pcall(host_module.require, host_module, "util");
	if not found or type(jitsi) ~= "table" then jitsi = {}; end

	local recorders = host_module:get_option_inherited_set("recorder_prefixes", RECORDERS);
	local transcribers = host_module:get_option_inherited_set("transcriber_prefixes", TRANSCRIBERS);

	local function is_health_check(room)
		if jitsi.is_healthcheck_room then return jitsi.is_healthcheck_room(room.jid); end
		return room.jid:find("__jicofo-health-check", 1, true) == 1;
	end

	local function is_focus(nick)
		if jitsi.is_focus then return jitsi.is_focus(nick); end
		return participant_id(nick) == "focus";
	end

	local function is_recorder(occupant)
		if jitsi.is_jibri then return jitsi.is_jibri(occupant); end
		return starts_with_one_of(occupant.jid, recorders);
	end

	local function is_transcriber(occupant)
		if jitsi.is_transcriber then return jitsi.is_transcriber(occupant.jid); end
		return starts_with_one_of(occupant.jid, transcribers);
	end

	local function kind_of(occupant)
		if is_recorder(occupant) then return "recorder"; end
		if is_transcriber(occupant) then return "transcriber"; end
		return "participant";
	end

	-- The session is absent for visitors of other servers.
	local function identify(room, occupant, session, stanza)
		session = session or {};
		local user = session.jitsi_meet_context_user or {};
		return {
			kind = kind_of(occupant);
			participant_id = participant_id(occupant.nick);
			jid = occupant.jid;
			user_id = text(user.id);
			name = text(user.name) or shown_name(stanza);
			email = text(user.email);
			avatar = text(user.avatar);
			group = text(session.jitsi_meet_context_group);
			authenticated = is_authenticated(session);
			affiliation = room:get_affiliation(occupant.bare_jid) or "none";
			role = occupant.role or "none";
		};
	end

	return {
		identify = identify;
		is_focus = is_focus;
		is_health_check = is_health_check;
		is_breakout_host = host_module.host:find("breakout.", 1, true) == 1;
	};
end

return { on_host = on_host; participant_id = participant_id; shown_name = shown_name; };
