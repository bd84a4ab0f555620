-- For tests: who logs in as "ann" is known as the token of a user named Ann would make her, as mod_auth_token does. Whose
-- name is an id of ours is known by that.
module:hook("resource-bind", function (event)
	local session = event.session;
	session.auth_token = "a token";
	session.jitsi_meet_context_user = {
		id = session.username == "number" and 7.0
			or session.username:match("^%x+%-%x+%-%x+%-%x+%-%x+$")
			or "u-"..session.username;
		name = session.username:gsub("^%l", string.upper);
		email = session.username.."@example.org";
	};
	session.jitsi_meet_context_group = "staff";
end);
