-- What has to reach Lectorium, on disk: a queue of lines that outlives both sides.
--
--   0000000007.jsonl   segments: only ever appended to, a line is an event; removed when all of it was delivered
--   cursor             "<segment> <offset>" of the first line that was not delivered; replaced by rename
--   refused.jsonl      lines that the service will never take
--
-- Needs nothing but LuaFileSystem, so that it also runs outside Prosody.
local lfs = require "lfs";

local spool_methods = {};
local spool_mt = { __index = spool_methods };

local function read_file(path)
	local file = io.open(path, "rb");
	if not file then return nil; end
	local content = file:read("*a");
	file:close();
	return content;
end

-- Readers see the old content or the new, never a part of it.
local function replace_file(path, content)
	local scratch = path.."~";
	local file, problem = io.open(scratch, "wb");
	if not file then return nil, problem; end
	local written;
	written, problem = file:write(content);
	local closed, close_problem = file:close();
	if not written or not closed then
		os.remove(scratch);
		return nil, problem or close_problem;
	end
	return os.rename(scratch, path);
end

local function file_size(path)
	return lfs.attributes(path, "size") or 0;
end

local function make_directory(path)
	if lfs.attributes(path, "mode") == "directory" then return; end
	local made, problem = lfs.mkdir(path);
	if not made then
		error(("cannot make the directory %s: %s"):format(path, problem), 0);
	end
end

local function list_segments(directory)
	local numbers = {};
	for name in lfs.dir(directory) do
		local number = name:match("^(%d+)%.jsonl$");
		if number then
			table.insert(numbers, tonumber(number));
		end
	end
	table.sort(numbers);
	return numbers;
end

-- Also after a power cut, which can leave a block of zeros where a line should be.
local function is_event(line)
	return line:sub(1, 1) == "{" and line:sub(-1) == "}" and not line:find("\0", 1, true);
end

function spool_methods:path(name)
	return self.directory.."/"..name;
end

function spool_methods:segment_path(number)
	return self:path(("%010d.jsonl"):format(number));
end

-- A value that has to outlive the process, beside the queue.
function spool_methods:remember(name, value)
	if value == nil then
		os.remove(self:path(name));
		return true;
	end
	return replace_file(self:path(name), value.."\n");
end

function spool_methods:recall(name)
	local content = read_file(self:path(name));
	return content and content:match("^(.-)%s*$");
end

-- Calls visit(line, offset behind it) for the complete lines from an offset on, until it returns false.
local function each_line(file, size, offset, visit)
	file:seek("set", offset); -- also forgets what was buffered before the last append
	while offset < size do
		local line = file:read("*l");
		if not line or offset + #line + 1 > size then return; end -- torn: nobody was told that it was kept
		offset = offset + #line + 1;
		if visit(line, offset) == false then return; end
	end
end

function spool_methods:read_cursor()
	local segment, offset = (self:recall("cursor") or ""):match("^(%d+) (%d+)$");
	local oldest = self.segments[1];
	if segment and oldest and tonumber(segment) >= oldest then
		return { segment = tonumber(segment), offset = tonumber(offset) };
	end
	-- Lost or older than the segments: delivering twice is allowed, leaving out is not.
	return { segment = oldest or tonumber(segment or 0) + 1, offset = 0 };
end

function spool_methods:survey_segment(number)
	local path = self:segment_path(number);
	local size, offset = file_size(path), number == self.head.segment and self.head.offset or 0;
	self.sizes[number] = size;
	local file = io.open(path, "rb");
	if not file then
		self.unreadable = self.unreadable + 1;
		return;
	end
	local readable_to = offset;
	each_line(file, size, offset, function (line, behind)
		readable_to = behind;
		if is_event(line) then
			self.count = self.count + 1;
			self.bytes = self.bytes + #line + 1;
		else
			self.unreadable = self.unreadable + 1;
		end
	end);
	file:close();
	if readable_to < size then
		self.unreadable = self.unreadable + 1;
	end
end

-- Counts what an earlier run left behind.
function spool_methods:survey()
	self.segments = list_segments(self.directory);
	self.head = self:read_cursor();
	while self.segments[1] and self.segments[1] < self.head.segment do
		os.remove(self:segment_path(table.remove(self.segments, 1)));
	end
	for _, number in ipairs(self.segments) do
		self:survey_segment(number);
	end
end

-- Appending never continues a file that may end in a torn line.
function spool_methods:begin_segment()
	local newest = self.segments[#self.segments];
	local number = newest and newest + 1 or self.head.segment;
	local file, problem = io.open(self:segment_path(number), "ab");
	if not file then return nil, problem; end
	file:setvbuf("no"); -- a line is one write; nothing is left in a buffer when it fails
	if self.tail then self.tail:close(); end
	self.tail = file;
	self.sizes[number] = 0;
	table.insert(self.segments, number);
	return true;
end

function spool_methods:close_torn_segment()
	local newest = self.segments[#self.segments];
	local size = file_size(self:segment_path(newest));
	if size ~= self.sizes[newest] then
		self.sizes[newest] = size;
		self.tail:close();
		self.tail = nil;
	end
end

function spool_methods:has_room_for(bytes)
	return self.bytes + bytes <= self.max_bytes;
end

-- Answers true once the line is with the operating system; nil and the reason when it is not kept.
function spool_methods:append(line, beyond_the_limit)
	local length = #line + 1;
	if not beyond_the_limit and not self:has_room_for(length) then
		return nil, "spool full";
	end
	if not self.tail or self.sizes[self.segments[#self.segments]] >= self.segment_bytes then
		local begun, problem = self:begin_segment();
		if not begun then return nil, problem; end
	end
	local written, problem = self.tail:write(line.."\n");
	if not written or not self.tail:flush() then
		self:close_torn_segment();
		return nil, problem or "cannot be written";
	end
	local newest = self.segments[#self.segments];
	self.sizes[newest] = self.sizes[newest] + length;
	self.count = self.count + 1;
	self.bytes = self.bytes + length;
	return true;
end

function spool_methods:reader_of(number)
	if self.reader_segment ~= number then
		if self.reader then self.reader:close(); end
		self.reader = io.open(self:segment_path(number), "rb");
		self.reader_segment = self.reader and number or nil;
	end
	return self.reader;
end

-- The oldest lines that were not delivered: {lines, count, bytes, head}; commit(batch) takes them off.
function spool_methods:peek(max_lines, max_bytes)
	local batch = { lines = {}, count = 0, bytes = 0, head = self.head };
	local full = false;
	for _, number in ipairs(self.segments) do
		local file = self:reader_of(number);
		if file then
			local offset = number == self.head.segment and self.head.offset or 0;
			each_line(file, self.sizes[number], offset, function (line, behind)
				if is_event(line) then
					full = batch.count >= max_lines
						or batch.count > 0 and batch.bytes + #line + 1 > max_bytes;
					if full then return false; end
					batch.count = batch.count + 1;
					batch.bytes = batch.bytes + #line + 1;
					batch.lines[batch.count] = line;
				end
				batch.head = { segment = number, offset = behind };
			end);
		end
		if full then break; end
	end
	return batch;
end

-- Cursor first: a crash in between repeats nothing and leaves a file that the next start removes.
function spool_methods:commit(batch)
	self.head = batch.head;
	self.count = self.count - batch.count;
	self.bytes = self.bytes - batch.bytes;
	local replaced, problem = self:remember("cursor", ("%d %d"):format(self.head.segment, self.head.offset));
	if not replaced then return nil, problem; end -- the segments stay, as does the old cursor
	while self.segments[1] and self.segments[1] < self.head.segment do
		local number = table.remove(self.segments, 1);
		self.sizes[number] = nil;
		os.remove(self:segment_path(number));
	end
	return true;
end

-- Out of the queue, but not out of the world.
function spool_methods:refuse(batch)
	local file, problem = io.open(self:path("refused.jsonl"), "ab");
	if file then
		local written;
		written, problem = file:write(table.concat(batch.lines, "\n").."\n");
		local closed = file:close();
		if written and closed then
			self:commit(batch);
			return true;
		end
	end
	return nil, problem;
end

function spool_methods:close()
	if self.tail then self.tail:close(); end
	if self.reader then self.reader:close(); end
	self.tail, self.reader, self.reader_segment = nil, nil, nil;
end

local function open(directory, max_bytes)
	make_directory(directory);
	local spool = setmetatable({
		directory = directory;
		max_bytes = max_bytes;
		segment_bytes = math.min(4 * 1024 * 1024, math.ceil(max_bytes / 16));
		segments = {};
		sizes = {};
		count = 0;
		bytes = 0;
		unreadable = 0;
	}, spool_mt);
	spool:survey();
	local begun, problem = spool:begin_segment();
	if not begun then
		error(("cannot write in %s: %s"):format(directory, problem), 0);
	end
	return spool;
end

return { open = open };
