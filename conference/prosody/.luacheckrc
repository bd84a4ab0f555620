std = "lua54"
max_line_length = 125
read_globals = { "prosody" }
globals = { "module" }
