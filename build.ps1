<#
.SYNOPSIS
One entry for everything, on Windows: chooses the runtime, checks for what it needs, builds, then does what was asked.
.DESCRIPTION
demo [ARGUMENTS]        trains, evaluates, saves and reloads a detector; arguments are samples/Demo's own
test                    every test; the long ones only as samples
bench [--filter TEXT]   the benchmarks, each with one JSON line
verify [--filter TEXT]  the long checks, one JSON line each; MLNETDETECTION_SEED=1
pack                    the packages of the chosen runtime, into artifacts/packages
--reprobe               asks the package feed again which runtime is possible
Environment: DetectionRuntime=NuGet|System, Torch=cpu|cuda-windows, TorchSharpVersion, CMAKE_PREFIX_PATH (a libtorch and image libraries).
#>
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$configuration = 'Release'
$framework = 'net10.0'
# No server may outlive this script, nor keep a file of ours open.
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_CLI_USE_MSBUILD_SERVER = '0'
$env:MSBUILDDISABLENODEREUSE = '1'
$env:UseSharedCompilation = 'false'

function Say([string] $text) { Write-Host "build.ps1: $text" }
function Fail([string] $text) { [Console]::Error.WriteLine("build.ps1: $text"); exit 1 }
function Invoke-Dotnet { & dotnet @args; if ($LASTEXITCODE -ne 0) { Fail "dotnet $($args[0]) failed" } }
function Get-Output([string] $project) {
    $name = Split-Path $project -Leaf
    return Join-Path $root "$project/bin/$configuration/$framework/$name.dll"
}

function Select-Runtime {
    if ($env:DetectionRuntime) {
        Say "runtime $env:DetectionRuntime, as the environment variable DetectionRuntime says"
        return $env:DetectionRuntime
    }

    $kept = Join-Path $root 'artifacts/runtime.txt'
    if (-not (Test-Path $kept)) {
        Say 'asking the package feed for Microsoft.ML and TorchSharp'
        Invoke-Dotnet msbuild (Join-Path $root 'src/runtime/probe/Choose.proj') '-nologo' '-v:q' | Out-Host
    }

    $answer = Get-Content $kept -TotalCount 1
    Say "runtime $answer"
    return $answer.Split(':')[0]
}

function Test-NativeTools([string] $runtime) {
    if ($runtime -ne 'System') { return }
    $missing = @()
    if (-not (Get-Command cmake -ErrorAction SilentlyContinue)) { $missing += 'cmake with a C++ compiler' }
    if (-not $env:CMAKE_PREFIX_PATH) { $missing += 'CMAKE_PREFIX_PATH, naming the folders of libtorch, libjpeg-turbo, libpng and libwebp' }
    if ($missing) { Fail "the System runtime needs $($missing -join '; ')" }
}

# Everything a build depends on, as one short text: files by path, size and time, the runtime, the tools.
function Get-Fingerprint([string] $runtime) {
    $lines = @($runtime, $env:Torch, $env:TorchSharpVersion, $env:MicrosoftMLVersion, $env:CMAKE_PREFIX_PATH, (& dotnet --version))
    $lines += Get-ChildItem -Path (Join-Path $root 'src'), (Join-Path $root 'samples'), (Join-Path $root 'tests') -Recurse -File |
        Where-Object { $_.FullName -notmatch '[\\/](bin|obj|TestResults)[\\/]' } | Sort-Object FullName |
        ForEach-Object { "$($_.FullName) $($_.Length) $($_.LastWriteTimeUtc.Ticks)" }
    $lines += Get-ChildItem -Path $root -File | Where-Object { $_.Name -match '^(Directory\.|nuget\.config|MLNetDetection\.sln$)' } |
        ForEach-Object { "$($_.FullName) $($_.Length) $($_.LastWriteTimeUtc.Ticks)" }
    $bytes = [Text.Encoding]::UTF8.GetBytes($lines -join "`n")
    return [Convert]::ToBase64String([Security.Cryptography.SHA256]::Create().ComputeHash($bytes))
}

# Builds once, and again only when something changed or an output is gone.
function Invoke-Build([string] $name, [string] $project, [string[]] $outputs, [string] $runtime) {
    $stamp = Join-Path $root "artifacts/state/built-$name"
    $now = Get-Fingerprint $runtime
    $complete = -not ($outputs | Where-Object { -not (Test-Path $_) })
    if ($complete -and (Test-Path $stamp) -and ((Get-Content $stamp -Raw) -eq $now)) { return }
    Remove-Item $stamp -ErrorAction SilentlyContinue
    Say "building $project ($configuration)"
    Push-Location $root
    try { Invoke-Dotnet build $project '-c' $configuration '-v:q' '-nologo' '-clp:NoSummary' '-nodeReuse:false' | Out-Host } finally { Pop-Location }
    New-Item -ItemType Directory -Force (Split-Path $stamp) | Out-Null
    Set-Content $stamp $now -NoNewline
}

function Get-TestAssemblies {
    return @(Get-ChildItem (Join-Path $root 'tests') -Directory -Filter '*.Tests' |
        Where-Object { Test-Path (Join-Path $_.FullName "$($_.Name).csproj") } | ForEach-Object { Get-Output "tests/$($_.Name)" })
}

# One test host after the other; results go to artifacts/test-results. Returns the exit code.
function Invoke-Tests([string] $filter) {
    $results = Join-Path $root 'artifacts/test-results'
    if (Test-Path $results) { Remove-Item $results -Recurse -Force }
    Push-Location $root
    try {
        & dotnet vstest @(Get-TestAssemblies) "--TestCaseFilter:$filter" "--ResultsDirectory:$results" `
            '--logger:console;verbosity=minimal' '--logger:trx;LogFilePrefix=run' | Out-Host
        return $LASTEXITCODE
    } finally { Pop-Location }
}

function Get-Results { return @(Get-ChildItem (Join-Path $root 'artifacts/test-results') -Filter '*.trx' | ForEach-Object { [xml](Get-Content $_.FullName -Raw) }) }

# Skipped tests are in no counter of their own: they are total minus executed.
function Write-Counts {
    $passed = 0; $failed = 0; $skipped = 0
    foreach ($result in Get-Results) {
        $counters = $result.TestRun.ResultSummary.Counters
        $passed += [int]$counters.passed
        $failed += [int]$counters.failed + [int]$counters.error + [int]$counters.timeout + [int]$counters.aborted
        $skipped += [int]$counters.total - [int]$counters.executed
    }

    Write-Host "$passed passed, $failed failed, $skipped skipped"
}

function Invoke-Verify([string] $filter) {
    $env:MLNETDETECTION_VERIFY = '1'
    if (-not $env:MLNETDETECTION_SEED) { $env:MLNETDETECTION_SEED = '1' }
    $code = Invoke-Tests $filter
    foreach ($test in (Get-Results).TestRun.Results.UnitTestResult) {
        [ordered]@{
            name = $test.testName; outcome = $test.outcome.ToLowerInvariant()
            seconds = [TimeSpan]::Parse($test.duration).TotalSeconds; seed = [int]$env:MLNETDETECTION_SEED
        } | ConvertTo-Json -Compress | Write-Host
    }

    return $code
}

$arguments = @($args)
if ($arguments -contains '--reprobe') {
    Remove-Item (Join-Path $root 'artifacts/runtime.txt') -ErrorAction SilentlyContinue
    $arguments = @($arguments | Where-Object { $_ -ne '--reprobe' })
    $reprobe = $true
}

$command = if ($arguments.Count) { $arguments[0] } else { '' }
$rest = @($arguments | Select-Object -Skip 1)
if ($command -notin 'demo', 'test', 'bench', 'verify', 'pack' -and -not ($reprobe -and $command -eq '')) {
    Get-Help $PSCommandPath
    exit 2
}

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) { Fail 'the .NET 10 SDK is needed: https://dot.net' }
$runtime = Select-Runtime
if ($runtime -notin 'NuGet', 'System') { Fail "DetectionRuntime must be NuGet or System, not '$runtime'" }
Test-NativeTools $runtime
switch ($command) {
    'demo' {
        Invoke-Build demo samples/Demo/Demo.csproj @(Get-Output samples/Demo) $runtime
        # The demo's own last line is the last line: nothing may follow it.
        & dotnet (Get-Output samples/Demo) @rest
        exit $LASTEXITCODE
    }
    'bench' {
        $project = 'tests/MLNetDetection.Benchmarks'
        Invoke-Build bench "$project/MLNetDetection.Benchmarks.csproj" @(Get-Output $project) $runtime
        & dotnet (Get-Output $project) @rest
        exit $LASTEXITCODE
    }
    'test' {
        Invoke-Build solution MLNetDetection.sln (Get-TestAssemblies) $runtime
        $code = Invoke-Tests 'Category!=Verify'
        Write-Counts
        exit $code
    }
    'verify' {
        Invoke-Build solution MLNetDetection.sln (Get-TestAssemblies) $runtime
        $filter = 'Category=Verify'
        if ($rest.Count -ge 2 -and $rest[0] -eq '--filter') { $filter += "&FullyQualifiedName~$($rest[1])" }
        $code = Invoke-Verify $filter
        Write-Counts
        exit $code
    }
    # Built apart from everything else, so that no path of this machine is in a package and packing twice gives the same bytes.
    'pack' {
        $out = Join-Path $root 'artifacts/packages'
        $projects = @('src/MLNetDetection.Core', 'src/MLNetDetection.Torch', 'src/MLNetDetection', 'src/MLNetDetection.Cli')
        if ($runtime -eq 'System') { $projects += 'src/runtime/MLNet', 'src/runtime/TorchSharp' }
        foreach ($project in $projects) {
            Say "packing $project"
            Invoke-Dotnet pack (Join-Path $root $project) '-c' $configuration '-v:q' '-nologo' '-clp:NoSummary' '-nodeReuse:false' `
                '-p:ContinuousIntegrationBuild=true' '--artifacts-path' (Join-Path $root "artifacts/pack-$runtime") '-o' $out
        }

        Get-ChildItem $out -Filter '*nupkg' | ForEach-Object { Write-Host $_.Name }
    }
}
