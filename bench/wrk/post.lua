-- Posts to each of the addresses in a file once, in their order. Arguments: the file, how many of its first to leave out,
-- the body, and headers.
dofile(os.getenv("BENCH_WRK") .. "/results.lua")
local paths, headers, body, at = {}, {}, "", 0

function init(args)
  for path in io.lines(args[1]) do
    paths[#paths + 1] = path
  end
  at, body = tonumber(args[2]), args[3]
  for i = 4, #args do
    local name, value = args[i]:match("([^:]+): (.*)")
    headers[name] = value
  end
end

function request()
  at = at + 1
  return wrk.format("POST", paths[at] or "/all-used-up", headers, body)
end
