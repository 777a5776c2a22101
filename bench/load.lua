-- For wrk. Arguments after "--": "anew" asks each time with another question, so that nothing kept fits.
-- Each request comes from another network, as visitors do; a limit by network is not what we measure.
local anew, count, thread = false, 0, 0

function setup(each)
  each:set("thread", thread)
  thread = thread + 1
end

function init(arguments)
  anew = arguments[1] == "anew"
end

function request()
  count = count + 1
  wrk.headers["X-Forwarded-For"] = string.format("10.%d.%d.%d", thread % 256, math.floor(count / 250) % 256, count % 250 + 1)
  if not anew then return wrk.format() end
  local sign = string.find(wrk.path, "?", 1, true) and "&" or "?"
  return wrk.format(nil, string.format("%s%sn=%d.%d", wrk.path, sign, thread, count))
end

function done(summary, latency, requests)
  local wrong = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "microseconds": %d, "bytes": %d, "median": %d, "p99": %d, "most": %d, "refused": %d, "broken": %d}\n',
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
    latency.max, wrong.status, wrong.connect + wrong.read + wrong.write + wrong.timeout))
end
