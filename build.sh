#!/usr/bin/env bash
# One entry for everything, on Debian and Ubuntu: chooses the runtime, installs what it needs, builds, then does what was asked.
set -euo pipefail

usage() {
    cat >&2 <<'EOF'
usage: ./build.sh [--reprobe] COMMAND
  demo [ARGUMENTS]        trains, evaluates, saves and reloads a detector; arguments are samples/Demo's own
  test                    every test; the long ones only as samples
  bench [--filter TEXT]   the benchmarks, each with one JSON line
  verify [--filter TEXT]  the long checks (fuzzing, kills, soaks, full comparisons), one JSON line each; MLNETDETECTION_SEED=1
  pack                    the packages of the chosen runtime, into artifacts/packages
  --reprobe               asks the package feed again which runtime is possible
Environment: DetectionRuntime=NuGet|System, Torch=cpu|cuda-linux, TorchSharpVersion, CMAKE_PREFIX_PATH (a libtorch of your own).
EOF
    exit 2
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
caller=$PWD
configuration=Release
framework=net10.0
# No server may outlive this script, nor keep a file of ours open.
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1
export UseSharedCompilation=false DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=true
mkdir -p "$root/artifacts/state"
say() { printf '%s\n' "build.sh: $*"; }
fail() { printf '%s\n' "build.sh: $*" >&2; exit 1; }

# --- the runtime ---------------------------------------------------------------------------------------------------------

choose_runtime() {
    if [ -n "${DetectionRuntime:-}" ]; then
        runtime=$DetectionRuntime
        say "runtime $runtime, as the environment variable DetectionRuntime says"
    else
        if [ ! -s "$root/artifacts/runtime.txt" ]; then
            say "asking the package feed for Microsoft.ML and TorchSharp"
            dotnet msbuild "$root/src/runtime/probe/Choose.proj" -nologo -v:q || fail "the runtime could not be chosen"
        fi
        local answer
        answer=$(head -n 1 "$root/artifacts/runtime.txt")
        runtime=${answer%%:*}
        say "runtime $runtime:${answer#*:}"
    fi
    case $runtime in NuGet | System) ;; *) fail "DetectionRuntime must be NuGet or System, not '$runtime'" ;; esac
}

# --- packages of the distribution ------------------------------------------------------------------------------------------

is_installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

install_packages() {
    [ "$runtime" = System ] || return 0
    command -v dpkg-query >/dev/null || { say "not a Debian system: cmake, a C++ compiler, libtorch, libjpeg-turbo, libpng and libwebp must be there"; return 0; }
    local missing=() name
    # A libtorch, cmake or compiler of the user's own is taken as it is.
    command -v cmake >/dev/null || missing+=(cmake)
    command -v c++ >/dev/null || missing+=(g++)
    command -v make >/dev/null || command -v ninja >/dev/null || missing+=(make)
    [ -n "${CMAKE_PREFIX_PATH:-}" ] || is_installed libtorch-dev || missing+=(libtorch-dev)
    for name in libjpeg-dev libpng-dev libwebp-dev; do
        is_installed "$name" || missing+=("$name")
    done
    [ ${#missing[@]} -gt 0 ] || return 0

    apt_install "${missing[@]}"
}

apt_install() {
    say "missing from this machine: $*"
    local as_root=()
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null && sudo -n true 2>/dev/null && as_root=(sudo -n) || fail \
            "no root here to install them; run: sudo apt-get install --no-install-recommends $*"
    fi
    say "installing with apt: $*"
    local log="$root/artifacts/state/apt.log"
    if ! { "${as_root[@]}" apt-get -q update && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -q install -y --no-install-recommends "$@"; } >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        fail "apt could not install: $* (the whole log is $log)"
    fi
}

# What some tests ask other implementations with; where they cannot be installed, those tests are reported as skipped.
install_test_packages() {
    command -v dpkg-query >/dev/null || return 0
    local name missing=()
    # The web page is tried in a browser on either runtime; any Chromium or Chrome will do.
    command -v chromium chromium-browser google-chrome >/dev/null || missing+=(chromium)
    [ "$runtime" != System ] || for name in python3-onnx python3-numpy python3-opencv; do is_installed "$name" || missing+=("$name"); done
    [ ${#missing[@]} -gt 0 ] || return 0
    (apt_install "${missing[@]}") || say "going on: the tests that need them are skipped"
}

# --- building --------------------------------------------------------------------------------------------------------------

# Everything a build depends on, as one short text: files by path, size and time, the runtime, the tools.
fingerprint() {
    {
        printf '%s\n' "$runtime" "${Torch:-}" "${TorchSharpVersion:-}" "${MicrosoftMLVersion:-}" "${CMAKE_PREFIX_PATH:-}"
        dotnet --version
        dpkg-query -W -f='${Version}\n' libtorch-dev 2>/dev/null || true
        cd "$root"
        find src samples tests Directory.* nuget.config MLNetDetection.sln \
            \( -name bin -o -name obj -o -name TestResults -o -name '__pycache__' \) -prune -o -type f -printf '%p %s %T@\n' | sort
    } | sha256sum | cut -d ' ' -f 1
}

# build NAME PROJECT OUTPUT...: builds once, and again only when something changed or an output is gone.
build() {
    local stamp="$root/artifacts/state/built-$1" now output complete=1
    now=$(fingerprint)
    for output in "${@:3}"; do [ -f "$output" ] || complete=; done
    if [ -n "$complete" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ]; then
        return 0
    fi
    rm -f "$stamp"
    say "building $2 ($configuration)"
    (cd "$root" && dotnet build "$2" -c "$configuration" -v:q -nologo -clp:NoSummary -nodeReuse:false) || fail "the build failed"
    printf '%s' "$now" >"$stamp"
}

set_up() {
    command -v dotnet >/dev/null || fail "the .NET 10 SDK is needed: https://dot.net"
    choose_runtime
    install_packages
}

output_of() { printf '%s' "$root/$1/$(basename "$1")" | sed "s|/\([^/]*\)\$|/bin/$configuration/$framework/\1.dll|"; }

# --- commands --------------------------------------------------------------------------------------------------------------

run_demo() {
    set_up
    build demo samples/Demo/Demo.csproj "$(output_of samples/Demo)"
    # The demo's own last line is the last line: nothing may follow it.
    cd "$caller"
    exec dotnet "$(output_of samples/Demo)" "$@"
}

test_assemblies() {
    local project
    for project in "$root"/tests/*.Tests/*.Tests.csproj; do
        output_of "tests/$(basename "$project" .csproj)"
        printf '\n'
    done
}

build_solution() {
    local outputs
    mapfile -t outputs < <(test_assemblies)
    build solution MLNetDetection.sln "${outputs[@]}" "$(output_of samples/Demo)"
}

# run_tests FILTER: one test host after the other, so that two cores are not fought over; results go to artifacts/test-results.
run_tests() {
    local results="$root/artifacts/test-results" assemblies
    rm -rf "$results"
    mapfile -t assemblies < <(test_assemblies)
    cd "$root"
    dotnet vstest "${assemblies[@]}" "--TestCaseFilter:$1" --ResultsDirectory:"$results" \
        "--logger:console;verbosity=minimal" "--logger:trx;LogFilePrefix=run"
}

# Adds up <Counters> over the result files. Skipped tests are in no counter of their own: they are total minus executed.
count_results() {
    cat "$root"/artifacts/test-results/*.trx 2>/dev/null | grep -o '<Counters [^>]*' | awk '
        function value(name,  text) { text = $0; if (!sub(".* " name "=\"", "", text)) return 0; sub("\".*", "", text); return text + 0 }
        { passed += value("passed"); failed += value("failed") + value("error") + value("timeout") + value("aborted"); skipped += value("total") - value("executed") }
        END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped }'
}

run_test() {
    set_up
    install_test_packages
    build_solution
    local code=0
    run_tests 'Category!=Verify' || code=$?
    count_results
    # A run without a single test proves nothing.
    [ -n "$(find artifacts/test-results -name '*.trx' 2>/dev/null)" ] || code=1
    exit "$code"
}

run_verify() {
    set_up
    install_test_packages
    build_solution
    local code=0 filter='Category=Verify'
    [ "${1:-}" != --filter ] || filter="Category=Verify&FullyQualifiedName~${2:?--filter needs a text}"
    export MLNETDETECTION_VERIFY=1 MLNETDETECTION_SEED=${MLNETDETECTION_SEED:-1}
    run_tests "$filter" || code=$?
    # One JSON line for each check, from the result files.
    cat "$root"/artifacts/test-results/*.trx 2>/dev/null | grep -o '<UnitTestResult [^>]*' | awk -v seed="$MLNETDETECTION_SEED" '
        function text(name,  t) { t = $0; if (!sub(".* " name "=\"", "", t)) return ""; sub("\".*", "", t); gsub("&quot;", "\\\"", t); return t }
        { split(text("duration"), d, ":"); printf "{\"name\": \"%s\", \"outcome\": \"%s\", \"seconds\": %.3f, \"seed\": %d}\n", text("testName"), tolower(text("outcome")), d[1] * 3600 + d[2] * 60 + d[3], seed }'
    count_results
    exit "$code"
}

run_bench() {
    set_up
    [ -f "$root/tests/MLNetDetection.Benchmarks/MLNetDetection.Benchmarks.csproj" ] || fail "there are no benchmarks yet"
    build bench tests/MLNetDetection.Benchmarks/MLNetDetection.Benchmarks.csproj "$(output_of tests/MLNetDetection.Benchmarks)"
    cd "$caller"
    exec dotnet "$(output_of tests/MLNetDetection.Benchmarks)" "$@"
}

# Built apart from everything else, so that no path of this machine is in a package and packing twice gives the same bytes.
run_pack() {
    set_up
    local out="$root/artifacts/packages" project
    local projects=(src/MLNetDetection.Core src/MLNetDetection.Torch src/MLNetDetection src/MLNetDetection.Cli)
    [ "$runtime" = NuGet ] || projects+=(src/runtime/MLNet src/runtime/TorchSharp)
    cd "$root"
    for project in "${projects[@]}"; do
        say "packing $project"
        dotnet pack "$project" -c "$configuration" -v:q -nologo -clp:NoSummary -nodeReuse:false \
            -p:ContinuousIntegrationBuild=true --artifacts-path "$root/artifacts/pack-$runtime" -o "$out" || fail "packing $project failed"
    done
    ls "$out"
}

arguments=()
for argument in "$@"; do
    if [ "$argument" = --reprobe ]; then rm -f "$root/artifacts/runtime.txt"; reprobe=1; else arguments+=("$argument"); fi
done
set -- "${arguments[@]}"
command=${1:-}
[ $# -eq 0 ] || shift
case $command in
    demo) run_demo "$@" ;;
    test) run_test ;;
    bench) run_bench "$@" ;;
    verify) run_verify "$@" ;;
    pack) run_pack ;;
    '') [ -n "${reprobe:-}" ] && set_up || usage ;;
    *) usage ;;
esac
