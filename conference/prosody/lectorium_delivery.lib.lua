-- Brings the spool to the service: one request in flight, in order, until the service says that it has committed.

local delivery_methods = {};
local delivery_mt = { __index = delivery_methods };

local MAX_EVENTS, MAX_BYTES = 200, 1000 * 1000 - 2; -- the brackets count too

-- What the service itself says of events that it will never take. Other answers may come from a proxy before it that
-- does not find it for the moment, or from a wrong address: they are waited out.
local REFUSALS = { [400] = true; [413] = true; [422] = true };

-- What an answer means for the events that were sent.
local function verdict(code)
	if code == 200 then return "committed"; end
	if code == 401 then return "locked out"; end
	if REFUSALS[code] then return "refused"; end
	return "again";
end

local function back_off(attempts, longest)
	return math.min(2 ^ math.min(attempts - 1, 6), longest);
end

-- An envelope around lines that are JSON already.
local function envelope(lines)
	return "["..table.concat(lines, ",").."]";
end

function delivery_methods:wake()
	if self.state ~= "idle" then return; end
	self.state = "woken";
	-- In the next turn of the loop, so that what happens together travels together.
	self.schedule(0, function () self:send(); end);
end

function delivery_methods:send()
	self.timer = nil;
	local batch = self.spool:peek(self.one_by_one > 0 and 1 or MAX_EVENTS, MAX_BYTES);
	if batch.count == 0 then
		self.state = "idle";
		self.on_pause();
		return;
	end
	self.state = "sending";
	self.post(envelope(batch.lines), function (code, reason) self:answered(batch, code, reason); end);
end

function delivery_methods:answered(batch, code, reason)
	local meaning = verdict(code);
	if meaning == "committed" then
		self:take_off(batch, self.spool.commit);
		self:recovered();
	elseif meaning == "refused" and batch.count > 1 then
		self.log("warn", "The service refused %d events with %d, sending them one by one", batch.count, code);
		self.one_by_one = batch.count;
		self:send();
	elseif meaning == "refused" then
		self.log("error", "The service refused an event with %d, moved to refused.jsonl: %s",
			code, batch.lines[1]:sub(1, 200));
		self:take_off(batch, self.spool.refuse);
	else
		self:failed(meaning, code, reason);
	end
end

function delivery_methods:take_off(batch, way)
	local taken, problem = way(self.spool, batch);
	if not taken then
		self.log("error", "The spool cannot be written: %s", problem);
	end
	if way == self.spool.refuse and not taken then -- still at the head
		self:failed("again", 0, problem);
		return;
	end
	self.one_by_one = math.max(self.one_by_one - batch.count, 0);
	self.state = "woken";
	self.schedule(0, function () self:send(); end);
end

function delivery_methods:recovered()
	local was_failing = self.attempts > 0;
	self.attempts = 0;
	if was_failing then
		self.log("info", "The service takes events again, %d wait", self.spool.count);
	end
	self.on_delivered(was_failing);
end

function delivery_methods:failed(meaning, code, reason)
	self.attempts = self.attempts + 1;
	local delay = meaning == "locked out" and self.longest_wait or back_off(self.attempts, self.longest_wait);
	local level = self.attempts == 1 and "warn" or "debug"; -- once per outage
	if meaning == "locked out" then
		self.log(level == "warn" and "error" or level,
			"The service does not accept our signature (401): check lectorium_token and the clocks. %d events wait",
			self.spool.count);
	else
		self.log(level, "The service did not take events: %d %s. %d wait, next attempt in %d s",
			code, reason or "", self.spool.count, delay);
	end
	self.state = "waiting";
	self.timer = self.schedule(delay, function () self:send(); end);
	self.on_pause();
end

-- Does not wait for the back-off: the process is about to end.
function delivery_methods:hurry()
	if self.state == "waiting" then
		self.timer:stop();
		self:send();
	else
		self:wake();
	end
	return self.state ~= "idle" and self.state ~= "waiting";
end

function delivery_methods:is_healthy()
	return self.attempts == 0;
end

-- tools: post(body, answered(code, reason)), schedule(seconds, callback) → timer, log(level, format, …),
-- on_delivered(after_failures), on_pause() when there is nothing to do or a back-off begins
local function new(spool, tools)
	return setmetatable({
		spool = spool;
		post = tools.post;
		schedule = tools.schedule;
		log = tools.log;
		on_delivered = tools.on_delivered;
		on_pause = tools.on_pause;
		longest_wait = tools.longest_wait;
		state = "idle";
		attempts = 0;
		one_by_one = 0;
	}, delivery_mt);
end

return { new = new; verdict = verdict; back_off = back_off; };
