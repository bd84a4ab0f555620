-- For tests: what jitsi-meet's own modules do around ours on a conference component.
local COMPONENT = module.host;

-- mod_muc_meeting_id
module:hook("muc-room-created", function (event)
	event.room._data.meetingId = "00000000-0000-4000-8000-00000000000a";
end);

-- mod_muc_breakout_rooms
module:hook("muc-room-created", function (event)
	event.room._data.breakout_rooms = { ["b7@"..COMPONENT:gsub("^muc%.", "breakout.")] = "Group 7" };
end);

-- mod_polls_component
local function polls(event)
	local wish = event.stanza:get_child_text("json-message", "http://jitsi.org/jitmeet");
	if wish == "ask" then
		module:fire_event("poll-created", {
			room = event.room; poll = {
				pollId = "p1"; question = "Tea?"; senderId = "a1"; senderName = "Ann";
				answers = { { key = "k1"; name = "Yes"; }, { key = "k2"; name = "No"; } };
			};
		});
	elseif wish == "vote" then
		module:fire_event("answer-poll", {
			room = event.room; pollId = "p1"; voterId = "g1"; voterName = "Gustav";
			answers = { { key = "k1"; value = true; name = "Yes"; }, { key = "k2"; name = "No"; } };
		});
	elseif wish == "visitor" then
		local stanza = require "util.stanza".message({ id = "v-1"; from = "room@conference.v1.meet.test/v1"; })
			:tag("body"):text("from far away"):up()
			:tag("nick", { xmlns = "http://jabber.org/protocol/nick" }):text("Vera"):up();
		module:fire_event("jitsi-visitor-groupchat-pre-route", { room = event.room; stanza = stanza; });
	end
end
module:hook("muc-occupant-groupchat", polls);
