-- For wrk: posts one picture (the first argument) again and again, and counts the answers by status.
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  local file = assert(io.open(args[1], "rb"))
  wrk.method = "POST"
  wrk.body = file:read("*a")
  wrk.headers["Content-Type"] = "image/jpeg"
  file:close()
  ok, busy, other, hint = 0, 0, 0, 0
end

function response(status, headers)
  if status == 200 then
    ok = ok + 1
  elseif status == 503 then
    busy = busy + 1
    if headers["Retry-After"] then hint = hint + 1 end
  else
    other = other + 1
  end
end

function done(summary, latency)
  local sums = { ok = 0, busy = 0, other = 0, hint = 0 }
  for _, thread in ipairs(threads) do
    for name in pairs(sums) do sums[name] = sums[name] + thread:get(name) end
  end

  local errors = summary.errors
  io.write(string.format(
    '{"ok": %d, "busy": %d, "busy_with_retry_after": %d, "other": %d, "connect_errors": %d, "read_errors": %d, "write_errors": %d, "timeouts": %d, ' ..
    '"requests_per_second": %.1f, "ms_p50": %.1f, "ms_p90": %.1f, "ms_p99": %.1f, "ms_max": %.1f}\n',
    sums.ok, sums.busy, sums.hint, sums.other, errors.connect, errors.read, errors.write, errors.timeout,
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1e3, latency:percentile(90) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3))
end
