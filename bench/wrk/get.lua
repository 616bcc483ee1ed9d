-- Gets one of the addresses in a file, at random. Arguments: the file, and the header that shows who asks.
dofile(os.getenv("BENCH_WRK") .. "/results.lua")
local requests = {}

function init(args)
  local name, value = args[2]:match("([^:]+): (.*)")
  for path in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format("GET", path, { [name] = value })
  end
  math.randomseed(os.time())
end

function request()
  return requests[#requests == 1 and 1 or math.random(#requests)]
end
