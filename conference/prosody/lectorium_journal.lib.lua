-- Gives every event its place: an id, this boot, the next number without a hole; and says itself when some were lost.
local json = require "util.json";
local new_uuid = require "util.uuid".generate;
local time_now = require "util.time".now;

local journal_methods = {};
local journal_mt = { __index = journal_methods };

-- Dropping starts at the limit and ends well below it: one gap with a number says more than a hundred gaps.
local ROOM_TO_GO_ON = 0.9;

local function now()
	return math.floor(time_now() * 1000);
end

-- An event takes its number only when it is kept.
function journal_methods:append(event, beyond_the_limit)
	event.id = new_uuid();
	event.boot = self.boot;
	event.seq = self.seq + 1;
	local kept, problem = self.spool:append(json.encode(event), beyond_the_limit);
	if kept then
		self.seq = event.seq;
		self.on_append();
	end
	return kept, problem;
end

function journal_methods:drop(problem)
	if self.dropped == 0 then
		self.log("error", "Events are being lost: %s (%d events wait in %s)",
			problem, self.spool.count, self.spool.directory);
	end
	self.dropped = self.dropped + 1;
	self.spool:remember("dropped", self.dropped);
end

-- Called when room was made: says how much was lost before anything else is added.
function journal_methods:settle()
	if self.dropped == 0 then return true; end
	if self.spool.bytes > self.spool.max_bytes * ROOM_TO_GO_ON then
		return nil, "spool full";
	end
	local kept, problem = self:append({
		type = "gap"; at = now(); data = { dropped = self.dropped; why = "spool full" };
	}, true);
	if kept then
		self.log("warn", "%d events were lost while the spool was full", self.dropped);
		self.dropped = 0;
		self.spool:remember("dropped", nil);
	end
	return kept, problem;
end

function journal_methods:write(event)
	local settled, problem = self:settle();
	local kept = settled;
	if settled then
		kept, problem = self:append(event);
	end
	if not kept then
		self:drop(problem);
	end
end

function journal_methods:begin(versions)
	self:append({
		type = "boot"; at = now();
		data = {
			version = versions.module; prosody = versions.prosody;
			previous_boot = self.spool:recall("boot") or json.null; spooled = self.spool.count;
		};
	}, true);
	self.spool:remember("boot", self.boot);
	if self.spool.unreadable > 0 then
		self:append({
			type = "gap"; at = now(); data = { dropped = self.spool.unreadable; why = "spool unreadable" };
		}, true);
	end
	self:settle();
end

local function new(spool, log, on_append)
	return setmetatable({
		spool = spool;
		log = log;
		on_append = on_append;
		boot = new_uuid();
		seq = 0;
		dropped = tonumber(spool:recall("dropped") or 0) or 0;
	}, journal_mt);
end

return { new = new; now = now; };
