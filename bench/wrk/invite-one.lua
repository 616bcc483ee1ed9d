-- Posts to one path; in the body a new e-mail address takes the place of ADDRESS each time. Arguments: the path, the body,
-- and headers.
dofile(os.getenv("BENCH_WRK") .. "/results.lua")
local path, before, behind, headers, run, serial = "", "", "", {}, "", 0

function init(args)
  path, run = args[1], io.lines("/proc/sys/kernel/random/uuid")():sub(1, 13)
  before, behind = args[2]:match("(.-)ADDRESS(.*)")
  for i = 3, #args do
    local name, value = args[i]:match("([^:]+): (.*)")
    headers[name] = value
  end
end

function request()
  serial = serial + 1
  return wrk.format("POST", path, headers, before .. "u" .. serial .. "-" .. run .. "@example.com" .. behind)
end
