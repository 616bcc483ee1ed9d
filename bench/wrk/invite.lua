-- Invites addresses that nobody has invited before. Arguments: addresses a request, and a file with an organization and its
-- token on each line.
dofile(os.getenv("BENCH_WRK") .. "/results.lua")
local targets, count, run, serial = {}, 1, "", 0

function init(args)
  count, run = tonumber(args[1]), io.lines("/proc/sys/kernel/random/uuid")():sub(1, 13)
  for line in io.lines(args[2]) do
    local organization, token = line:match("(%S+) (%S+)")
    targets[#targets + 1] = {
      path = "/api/v1/organizations/" .. organization .. "/invitations",
      headers = { ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json" },
    }
  end
  math.randomseed(os.time())
end

function request()
  local emails = {}
  for i = 1, count do
    serial = serial + 1
    emails[i] = '"u' .. serial .. '-' .. run .. '@example.com"'
  end
  local target = targets[#targets == 1 and 1 or math.random(#targets)]
  return wrk.format("POST", target.path, target.headers,
    '{"emails":[' .. table.concat(emails, ",") .. '],"orgRole":"MEMBER"}')
end
