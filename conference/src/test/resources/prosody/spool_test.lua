-- The spool alone, by plain Lua: lua5.4 spool_test.lua <directory of the module> <empty directory>
local module_directory, scratch = arg[1], arg[2];
local lfs = require "lfs";
local spools = dofile(module_directory.."/lectorium_spool.lib.lua");

local MEGABYTE = 1024 * 1024;
local directories = 0;

local function fresh_directory()
	directories = directories + 1;
	return scratch.."/"..directories;
end

local function event(n, padding)
	return ('{"n":%d,"padding":"%s"}'):format(n, ("x"):rep(padding or 0));
end

local function fill(spool, from, to, padding)
	for n = from, to do assert(spool:append(event(n, padding))); end
end

local function numbers(batch)
	local found = {};
	for i, line in ipairs(batch.lines) do found[i] = line:match('"n":(%d+)'); end
	return table.concat(found, " ");
end

local function drain(spool, batch_size)
	local found = {};
	while true do
		local batch = spool:peek(batch_size, MEGABYTE);
		if batch.count == 0 then break; end
		table.insert(found, numbers(batch));
		spool:commit(batch);
	end
	return table.concat(found, " ");
end

local function sequence(from, to)
	local all = {};
	for n = from, to do table.insert(all, n); end
	return table.concat(all, " ");
end

local function files(directory)
	local names = {};
	for name in lfs.dir(directory) do
		if name:find("jsonl$") then table.insert(names, directory.."/"..name); end
	end
	table.sort(names);
	return names;
end

local function write(path, content, mode)
	local file = assert(io.open(path, mode or "wb"));
	file:write(content);
	file:close();
end

local function equal(actual, expected)
	if actual ~= expected then
		error(("expected %s but was %s"):format(tostring(expected), tostring(actual)), 2);
	end
end

local tests = {};

function tests.gives_back_in_order_what_was_put_in()
	local spool = spools.open(fresh_directory(), MEGABYTE);
	fill(spool, 1, 5);
	equal(spool.count, 5);
	equal(numbers(spool:peek(3, MEGABYTE)), "1 2 3");
	equal(numbers(spool:peek(3, MEGABYTE)), "1 2 3");
	spool:commit(spool:peek(3, MEGABYTE));
	fill(spool, 6, 6);
	equal(numbers(spool:peek(9, MEGABYTE)), "4 5 6");
	equal(drain(spool, 2), "4 5 6");
	equal(spool.count, 0);
	equal(spool.bytes, 0);
end

function tests.keeps_a_batch_below_its_size_but_never_empty()
	local spool = spools.open(fresh_directory(), MEGABYTE);
	fill(spool, 1, 4, 1000);
	equal(numbers(spool:peek(9, 2500)), "1 2");
	equal(numbers(spool:peek(9, 10)), "1");
end

function tests.goes_on_where_it_was_after_a_restart()
	local directory = fresh_directory();
	local before = spools.open(directory, MEGABYTE);
	fill(before, 1, 10);
	before:commit(before:peek(4, MEGABYTE));
	local after = spools.open(directory, MEGABYTE);
	equal(after.count, 6);
	equal(after.unreadable, 0);
	fill(after, 11, 12);
	equal(drain(after, 5), sequence(5, 12));
end

function tests.walks_through_many_segments_and_removes_them()
	local directory = fresh_directory();
	local spool = spools.open(directory, 64 * 1024); -- segments of 4 kB
	for round = 0, 9 do
		fill(spool, round * 100 + 1, round * 100 + 100, 300);
		equal(drain(spool, 7), sequence(round * 100 + 1, round * 100 + 100));
	end
	assert(#files(directory) <= 2, "delivered segments stay");
	equal(spool.bytes, 0);
end

function tests.is_full_at_its_limit_except_for_what_must_be_said()
	local spool = spools.open(fresh_directory(), 2000);
	fill(spool, 1, 6, 300);
	local kept, problem = spool:append(event(7, 300));
	equal(kept, nil);
	equal(problem, "spool full");
	assert(spool:append(event(8), true));
	spool:commit(spool:peek(2, MEGABYTE));
	fill(spool, 9, 9, 300);
	equal(drain(spool, 9), "3 4 5 6 8 9");
end

function tests.passes_over_a_torn_line()
	local directory = fresh_directory();
	fill(spools.open(directory, MEGABYTE), 1, 3);
	write(files(directory)[1], '{"n":4,"padd', "ab");
	local spool = spools.open(directory, MEGABYTE);
	equal(spool.unreadable, 1);
	equal(spool.count, 3);
	fill(spool, 5, 5);
	equal(drain(spool, 2), "1 2 3 5");
end

function tests.passes_over_what_a_power_cut_left()
	local directory = fresh_directory();
	fill(spools.open(directory, MEGABYTE), 1, 2);
	write(files(directory)[1], ("\0"):rep(20).."\n"..event(3).."\n", "ab");
	local spool = spools.open(directory, MEGABYTE);
	equal(spool.unreadable, 1);
	equal(drain(spool, 1), "1 2 3");
end

function tests.delivers_again_rather_than_not_when_the_cursor_is_lost()
	for _, rubbish in ipairs { "", "nonsense", "9 9 9" } do
		local directory = fresh_directory();
		local before = spools.open(directory, MEGABYTE);
		fill(before, 1, 4);
		before:commit(before:peek(2, MEGABYTE));
		write(directory.."/cursor", rubbish);
		equal(drain(spools.open(directory, MEGABYTE), 9), "1 2 3 4");
	end
end

function tests.puts_aside_what_is_refused()
	local directory = fresh_directory();
	local spool = spools.open(directory, MEGABYTE);
	fill(spool, 1, 3);
	assert(spool:refuse(spool:peek(1, MEGABYTE)));
	equal(drain(spool, 9), "2 3");
	local file = io.open(directory.."/refused.jsonl");
	equal(file:read("*a"), event(1).."\n");
	file:close();
end

function tests.remembers_values()
	local directory = fresh_directory();
	local spool = spools.open(directory, MEGABYTE);
	equal(spool:recall("boot"), nil);
	spool:remember("boot", "b-1");
	equal(spools.open(directory, MEGABYTE):recall("boot"), "b-1");
	spool:remember("boot", nil);
	equal(spool:recall("boot"), nil);
end

function tests.loses_only_the_line_that_a_full_disk_did_not_take()
	local spool = spools.open(fresh_directory(), MEGABYTE);
	fill(spool, 1, 2);
	local tail = spool.tail;
	spool.tail = io.open("/dev/full", "ab");
	spool.tail:setvbuf("no");
	local kept, problem = spool:append(event(3));
	equal(kept, nil);
	assert(problem:find("No space left"), problem);
	spool.tail:close();
	spool.tail = tail;
	fill(spool, 4, 4);
	equal(drain(spool, 9), "1 2 4");
end

local names = {};
for name in pairs(tests) do table.insert(names, name); end
table.sort(names);
for _, name in ipairs(names) do
	local passed, problem = xpcall(tests[name], debug.traceback);
	print(passed and "ok   "..name or "FAIL "..name..": "..problem);
	if not passed then os.exit(1); end
end
