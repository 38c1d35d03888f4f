#!/usr/bin/env bash
# Loads samples/WebApi with wrk, 16 connections over loopback: once with a place for each of them, once with a queue that is full.
# usage: load.sh MODEL.zip PICTURE.jpg [SECONDS, default 60]        (needs wrk, curl and the sample built in Release)
set -euo pipefail
model=$(realpath "${1:?usage: load.sh MODEL.zip PICTURE.jpg [SECONDS]}")
picture=$(realpath "${2:?usage: load.sh MODEL.zip PICTURE.jpg [SECONDS]}")
seconds=${3:-60}
here=$(cd "$(dirname "$0")" && pwd)
program="$here/../../../samples/WebApi/bin/Release/net10.0/WebApi.dll"
address=http://127.0.0.1:5099
server=
work=$(mktemp -d)
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT

rss() { awk '/VmRSS/ { printf "%d", $2 / 1024 }' "/proc/$server/status"; }
post() { curl -s --noproxy '*' -o /dev/null -w '%{http_code} %{time_total}\n' -H 'Content-Type: image/jpeg' --data-binary "@$picture" "$address/api/detect"; }

# run NAME QUEUE_LENGTH: one server, warmed up, under load; memory before, halfway and after, in MB.
run() {
    dotnet "$program" --Urls="$address" --Detection:Model="$model" --Detection:QueueLength="$2" --Logging:LogLevel:Default=Warning >"$work/server.log" 2>&1 &
    server=$!
    until curl -sf --noproxy '*' -o /dev/null "$address/health"; do
        kill -0 "$server" 2>/dev/null || { cat "$work/server.log" >&2; exit 1; }
        sleep 0.2
    done
    wrk -t2 -c4 -d10s -s "$here/detect.lua" "$address/api/detect" -- "$picture" >/dev/null
    local start middle
    start=$(rss)
    wrk -t2 -c16 -d"${seconds}s" --timeout 30s -s "$here/detect.lua" "$address/api/detect" -- "$picture" >"$work/wrk.out" &
    local load=$!
    sleep $((seconds / 2))
    middle=$(rss)
    # Beside the load, what one more client waits for its refusal.
    for _ in $(seq 40); do post; done | awk '$1 == 503 { print $2 * 1000 }' | sort -n >"$work/busy"
    wait "$load"
    printf '{"run": "%s", "rss_mb": [%s, %s, %s], "refusal_ms_median": %s, "refusals_timed": %d, "wrk": %s}\n' \
        "$1" "$start" "$middle" "$(rss)" "$(awk '{ v[NR] = $1 } END { print NR ? v[int((NR + 1) / 2)] : "null" }' "$work/busy")" "$(wc -l <"$work/busy")" "$(tail -n 1 "$work/wrk.out")"
    kill "$server"
    wait "$server" 2>/dev/null || true
    server=
}

run within-capacity 30
run full-queue 2
