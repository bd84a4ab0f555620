-- Tells Lectorium what happens in the rooms: who came and went, what was written, when a recording ran.
-- README.md beside this file says how to install it and what is promised.
--
-- One instance for all MUC components it is enabled on: they share one order, one spool, one connection.
module:set_global();

local async = require "util.async";
local array = require "util.array";
local hashes = require "util.hashes";
local http = require "net.http";
local jid = require "util.jid";
local json = require "util.json";
local new_uuid = require "util.uuid".generate;

local spools = module:require "lectorium_spool";
local journals = module:require "lectorium_journal";
local deliveries = module:require "lectorium_delivery";
local people = module:require "lectorium_people";

local VERSION = "0.1.0";
local STOP_PATIENCE = 5; -- seconds; service managers kill after ten

local RETRACT_XMLNS = "urn:xmpp:message-retract:1";
local REACTIONS_XMLNS = "urn:xmpp:reactions:0";
local REPLY_XMLNS = "urn:xmpp:reply:0";
local JIBRI_XMLNS = "http://jitsi.org/protocol/jibri";

local LEAVING_STATUS = { ["301"] = "kicked"; ["307"] = "kicked"; ["321"] = "kicked"; ["322"] = "kicked"; ["333"] = "gone"; };

local now, participant_id, shown_name = journals.now, people.participant_id, people.shown_name;

local hosts = {};  -- MUC host → its functions of people
local rooms = {};  -- room JID → what we know about the room that lives now
local journal, delivery;
local snapshot_is_due = false;
local stopping; -- called when there is nothing to do any more

--- Rooms ---

-- Jitsi's mod_muc_breakout_rooms keeps the list in the room that everybody came from.
local function find_main_room(breakout_jid)
	for room_jid, known in pairs(rooms) do
		local breakouts = known.room._data.breakout_rooms;
		if breakouts and breakouts[breakout_jid] then return room_jid; end
	end
	return nil;
end

local function describe_breakout(known)
	local node, host = jid.split(known.room.jid);
	if not hosts[host].is_breakout_host then return; end
	known.breakout = node;
	known.main_room_jid = find_main_room(known.room.jid);
end

local function track(room)
	local known = rooms[room.jid];
	if not known then
		known = { room = room; people = {}; names = {}; leaving = {}; recordings = {}; early = {}; announced = false; };
		rooms[room.jid] = known;
		describe_breakout(known);
	end
	known.room = room; -- Prosody makes a new object when it takes a room back from storage
	return known;
end

-- Jitsi's mod_muc_meeting_id has set one by the time a room is announced, and jicofo may still replace it.
local function meeting_id(known)
	if known.room._data.meetingId then return known.room._data.meetingId; end
	if known.announced and not known.meeting_id then
		known.meeting_id = new_uuid();
	end
	return known.meeting_id;
end

local function write(known, event_type, data, at)
	local room_jid = known.room.jid;
	journal:write({
		type = event_type; at = at or now();
		room_jid = room_jid; room = jid.node(room_jid); meeting_id = meeting_id(known) or json.null;
		breakout = known.breakout; main_room_jid = known.main_room_jid;
		data = data;
	});
end

-- Prosody lets the first occupant join before it says that the room was created; on the wire the room comes first.
local function announce(known, at)
	if known.announced then return; end
	known.announced = true;
	write(known, "room_created", {}, at);
	local early = known.early;
	known.early = {};
	for _, join in ipairs(early) do
		write(known, "occupant_joined", join.who, join.at);
	end
end

local function record(room, event_type, data)
	local known = track(room);
	announce(known);
	write(known, event_type, data);
	return known;
end

--- Occupants ---

local function is_reported(host, room, nick)
	return journal and not host.is_health_check(room) and not (nick and host.is_focus(nick));
end

local function join(host, room, occupant, session, stanza)
	local known = track(room);
	local who = host.identify(room, occupant, session, stanza);
	known.people[occupant.nick] = who;
	known.names[occupant.nick] = shown_name(stanza);
	if known.announced then
		write(known, "occupant_joined", who);
		return;
	end
	table.insert(known.early, { who = who; at = now(); });
	-- A room that comes back from storage is never "created".
	module:add_timer(0, function ()
		if rooms[room.jid] == known then announce(known, known.early[1] and known.early[1].at); end
	end);
end

local function reason_of_leaving(known, event)
	if known.room.destroying then return "destroyed"; end
	if event.origin and event.origin.destroyed then return "gone"; end -- Prosody says good-bye for a lost connection
	if event.stanza then return "left"; end
	return known.leaving[event.occupant.nick] or "gone";
end

local function leave(event)
	local nick = event.occupant.nick;
	local known = track(event.room);
	local who = known.people[nick] or { participant_id = participant_id(nick); jid = event.occupant.jid; };
	who.reason = reason_of_leaving(known, event);
	record(event.room, "occupant_left", who);
	known.people[nick], known.names[nick], known.leaving[nick] = nil, nil, nil;
end

-- The only trace of a kick: the event of leaving itself has neither origin nor stanza.
local function note_why_someone_leaves(known, event)
	if not event.x or event.stanza.attr.type ~= "unavailable" then return; end
	for status in event.x:childtags("status") do
		known.leaving[event.occupant.nick] = LEAVING_STATUS[status.attr.code];
		if LEAVING_STATUS[status.attr.code] then return; end
	end
end

local function note_name(known, event)
	local nick, name = event.occupant.nick, shown_name(event.stanza);
	local who = known.people[nick];
	if not who or not name or name == known.names[nick] then return; end
	known.names[nick] = name;
	if name ~= who.name then
		who.name = name;
		record(event.room, "name_changed", { participant_id = who.participant_id; name = name; });
	end
end

--- Chat ---

local function reply_target(stanza)
	local reply = stanza:get_child("reply");
	if reply then return reply.attr.to; end -- Jitsi's own form
	reply = stanza:get_child("reply", REPLY_XMLNS);
	return reply and reply.attr.id or nil;
end

local function reactions_in(element)
	local reactions = array();
	for reaction in element:childtags("reaction") do
		reactions:push(reaction:get_text());
	end
	return reactions;
end

local function sender_of(known, event)
	local nick = event.occupant and event.occupant.nick or event.stanza.attr.from; -- visitors have no occupant here
	local who = known.people[nick];
	return who or { participant_id = participant_id(nick); name = shown_name(event.stanza); };
end

local function hear(event)
	local room, stanza = event.room, event.stanza;
	local sender = sender_of(track(room), event);
	-- Before the body: a retraction carries a text for clients that do not know it.
	local retraction = stanza:get_child("retract", RETRACT_XMLNS);
	if retraction then
		record(room, "chat_retracted", { target = retraction.attr.id; participant_id = sender.participant_id; });
		return;
	end
	local reactions = stanza:get_child("reactions", REACTIONS_XMLNS);
	if reactions then
		record(room, "chat_reaction", {
			target = reactions.attr.id; participant_id = sender.participant_id; reactions = reactions_in(reactions);
		});
		return;
	end
	local body = stanza:get_child_text("body");
	if not body or body == "" or stanza:get_child("subject") then return; end
	record(room, "chat_message", {
		message_id = stanza.attr.id; body = body; reply_to = reply_target(stanza) or json.null;
		participant_id = sender.participant_id; user_id = sender.user_id; name = sender.name;
	});
end

--- Polls ---

local function poll_created(event)
	local poll, answers = event.poll, array();
	for _, answer in ipairs(poll.answers or {}) do
		answers:push({ key = answer.key; name = answer.name; });
	end
	record(event.room, "poll_created", {
		poll_id = poll.pollId; question = poll.question;
		sender_id = poll.senderId; sender_name = poll.senderName; answers = answers;
	});
end

local function poll_answered(event)
	local answers = array();
	for _, answer in ipairs(event.answers or {}) do
		answers:push({ key = answer.key; value = answer.value == true; name = answer.name; });
	end
	record(event.room, "poll_answered", {
		poll_id = event.pollId; voter_id = event.voterId; voter_name = event.voterName; answers = answers;
	});
end

--- Recordings, which only the presence of jicofo tells ---

local function participant_or_null(nick)
	return nick and participant_id(nick) or json.null;
end

local function recording_changed(known, status)
	local attr = status.attr;
	local key = attr.session_id or attr.recording_mode or "";
	local state = table.concat({
		attr.status or "", attr.initiator or "", attr.terminator or "", attr.failure_reason or ""
	}, "\n");
	if known.recordings[key] == state then return false; end
	local is_news = known.recordings[key] ~= nil or attr.status ~= "off" or attr.session_id ~= nil;
	known.recordings[key] = state;
	return is_news;
end

local function note_recordings(event)
	for status in event.stanza:childtags("jibri-recording-status", JIBRI_XMLNS) do
		if recording_changed(track(event.room), status) then
			local attr = status.attr;
			record(event.room, "recording", {
				status = attr.status; session_id = attr.session_id; mode = attr.recording_mode;
				initiator = participant_or_null(attr.initiator); terminator = participant_or_null(attr.terminator);
				failure_reason = attr.failure_reason or json.null;
			});
		end
	end
end

--- Snapshots ---

local function snapshot_of(known)
	local occupants = array();
	for _, who in pairs(known.people) do
		occupants:push(who.participant_id);
	end
	return { room_jid = known.room.jid; meeting_id = meeting_id(known) or json.null; occupants = occupants; };
end

local function write_snapshot()
	local all = array();
	for _, known in pairs(rooms) do
		announce(known); -- nobody should be in a snapshot who was not reported before
		all:push(snapshot_of(known));
	end
	journal:write({ type = "rooms"; at = now(); data = { rooms = all; }; });
end

-- While the service is away a snapshot is not kept: the first thing after its return is a fresh one.
local function snapshot_if_heard()
	snapshot_is_due = not delivery:is_healthy();
	if not snapshot_is_due then write_snapshot(); end
end

-- Rooms that were there before us, after a reload of the module.
local function adopt_rooms(host_name)
	local host, muc = hosts[host_name], prosody.hosts[host_name].modules.muc;
	for room in muc.live_rooms() do
		if not rooms[room.jid] and is_reported(host, room) then
			announce(track(room));
			for _, occupant in room:each_occupant() do
				if is_reported(host, room, occupant.nick) then
					join(host, room, occupant, prosody.full_sessions[occupant.jid], occupant:get_presence());
				end
			end
		end
	end
end

--- The way to the service ---

local function signature_key(token)
	return hashes.sha256("lectorium callbacks:"..token, true);
end

local function signature(key, body)
	local t = ("%d"):format(os.time());
	return ("t=%s,v1=%s"):format(t, hashes.hmac_sha256(key, t.."."..body, true));
end

local function poster(url, key, timeout)
	return function (body, answered)
		local request, timer;
		local function answer(code, reason)
			if not answered then return; end
			local callback = answered;
			answered = nil;
			if timer then timer:stop(); end
			callback(code, reason);
		end
		timer = module:add_timer(timeout, function ()
			if request then http.destroy_request(request); end
			answer(0, "no answer within "..timeout.." s");
		end);
		local begun, result = pcall(http.request, url, {
			method = "POST"; body = body;
			headers = { ["Content-Type"] = "application/json"; ["X-Lectorium-Signature"] = signature(key, body); };
		}, function (content, code)
			answer(code or 0, code == 0 and content or nil);
		end);
		if begun then
			request = result;
		else -- https without LuaSec, for one
			answer(0, result);
		end
	end
end

local function logger(level, ...)
	module:log(level, ...);
end

local function delivered(after_failures)
	journal:settle();
	if after_failures and snapshot_is_due then
		snapshot_is_due = false;
		write_snapshot();
	end
end

local function start(url, options)
	local spool = spools.open(options.spool, options.spool_max);
	delivery = deliveries.new(spool, {
		post = poster(url, signature_key(options.token), options.timeout);
		schedule = function (seconds, callback) return module:add_timer(seconds, callback); end;
		log = logger;
		longest_wait = options.retry_max;
		on_delivered = delivered;
		on_pause = function () if stopping then stopping(); end end;
	});
	journal = journals.new(spool, logger, function () delivery:wake(); end);
	journal:begin({ module = VERSION; prosody = prosody.version; });
	module:log("info", "Boot %s reports to %s, %d events of before wait in %s",
		journal.boot, url, spool.count - 1, options.spool);
	module:add_timer(0, write_snapshot);
	module:add_timer(options.snapshot_interval, function ()
		snapshot_if_heard();
		return options.snapshot_interval;
	end);
end

-- Set on one of the components or globally; the first that is found counts.
local function start_with_options_of(host_module)
	local url, tokens = host_module:get_option_string("lectorium_url"), host_module:get_option_string("lectorium_token", "");
	if not url then return; end
	local token = tokens:match("[^%s,]+"); -- the service's own variable may hold two while they are changed
	if not token then
		host_module:log("error", "lectorium_token is missing, nothing will be reported");
		return;
	end
	start(url, {
		token = token;
		timeout = host_module:get_option_number("lectorium_timeout", 10);
		retry_max = host_module:get_option_number("lectorium_retry_max", 60);
		spool = host_module:get_option_path("lectorium_spool", "lectorium_events", "data");
		spool_max = host_module:get_option_number("lectorium_spool_max", 256 * 1024 * 1024);
		snapshot_interval = host_module:get_option_number("lectorium_snapshot_interval", 30);
	});
	for host_name in pairs(hosts) do
		adopt_rooms(host_name);
	end
end

--- Hooks ---

function module.add_host(host_module)
	host_module:depends("muc");
	local host = people.on_host(host_module);
	hosts[host_module.host] = host;

	-- Below 0, where Jitsi sets the meeting id.
	host_module:hook("muc-room-created", function (event)
		if is_reported(host, event.room) then
			local known = track(event.room);
			announce(known, known.early[1] and known.early[1].at);
		end
	end, -1);

	-- At 0 Prosody forgets the room; its meeting id is still there.
	host_module:hook("muc-room-destroyed", function (event)
		if is_reported(host, event.room) then
			record(event.room, "room_destroyed", { reason = event.reason or json.null; });
			rooms[event.room.jid] = nil;
		end
	end, 1);

	host_module:hook("muc-occupant-joined", function (event)
		if is_reported(host, event.room, event.occupant.nick) then
			join(host, event.room, event.occupant, event.origin, event.stanza);
		end
	end);

	-- Above -1, where Prosody destroys a room that became empty.
	host_module:hook("muc-occupant-left", function (event)
		if is_reported(host, event.room, event.occupant.nick) then
			leave(event);
		end
	end, 1);

	host_module:hook("muc-broadcast-presence", function (event)
		local known = rooms[event.room.jid];
		if not journal or not event.occupant or host.is_health_check(event.room) then return; end
		if host.is_focus(event.occupant.nick) then
			note_recordings(event);
		elseif known then
			note_why_someone_leaves(known, event);
			note_name(known, event);
		end
	end);

	-- After everything that may forbid or change a message.
	host_module:hook("muc-occupant-groupchat", function (event)
		if event.occupant and is_reported(host, event.room, event.occupant.nick) then
			hear(event);
		end
	end, -100);
	host_module:hook("jitsi-visitor-groupchat-pre-route", function (event)
		if is_reported(host, event.room) then
			hear(event);
		end
	end, -100);

	host_module:hook("poll-created", function (event)
		if is_reported(host, event.room) then poll_created(event); end
	end);
	host_module:hook("answer-poll", function (event)
		if is_reported(host, event.room) then poll_answered(event); end
	end);

	if journal then
		adopt_rooms(host_module.host);
	else
		start_with_options_of(host_module);
	end
end

module:hook("server-started", function ()
	if not journal then
		module:log("error", "Neither component has lectorium_url and lectorium_token, nothing is reported");
	end
end);

-- After sessions were closed (-100), which makes everybody leave; what does not get out stays in the spool.
module:hook("server-stopping", function ()
	if not delivery or not async.ready() then return; end
	local wait, done = async.waiter(1, true);
	stopping = done;
	if delivery:hurry() then
		module:add_timer(STOP_PATIENCE, done);
		wait();
	end
	stopping = nil;
end, -250);

function module.unload()
	if delivery then delivery.spool:close(); end
end
