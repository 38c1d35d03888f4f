# One entry for everything, on Windows (and wherever PowerShell runs): chooses the runtime, builds, then does what was asked.
# The System runtime needs a Unix libtorch: on Windows the package feed must carry Microsoft.ML and TorchSharp.
param(
    [Parameter(Position = 0)] [ValidateSet('demo', 'test', 'bench', 'verify', 'pack', '')] [string] $Command = '',
    [switch] $Reprobe,
    [Parameter(ValueFromRemainingArguments = $true)] [string[]] $Rest = @()
)
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$configuration = 'Release'
$framework = 'net10.0'
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_CLI_USE_MSBUILD_SERVER = '0'
$env:MSBUILDDISABLENODEREUSE = '1'

function Show-Usage {
    Write-Host @'
usage: ./build.ps1 [-Reprobe] COMMAND
  demo [ARGUMENTS]        trains, evaluates, saves and reloads a detector; arguments are samples/Demo's own
  test                    every test; the long ones only as samples
  bench [--filter TEXT]   the benchmarks, each with one JSON line
  verify                  the long checks; MLNETDETECTION_SEED=1
  pack                    the packages, into artifacts/packages
  -Reprobe                asks the package feed again which runtime is possible
Environment: DetectionRuntime=NuGet|System, Torch=cpu|cuda-windows, TorchSharpVersion.
'@
}

function Invoke-Tool([string] $Tool, [string[]] $Arguments) {
    & $Tool @Arguments
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

function Select-Runtime {
    if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) { throw 'the .NET 10 SDK is needed: https://dot.net' }
    if ($env:DetectionRuntime) {
        Write-Host "build.ps1: runtime $env:DetectionRuntime, as the environment variable DetectionRuntime says"
        return
    }
    $answer = Join-Path $root 'artifacts/runtime.txt'
    if ($Reprobe -and (Test-Path $answer)) { Remove-Item $answer }
    if (-not (Test-Path $answer)) {
        Write-Host 'build.ps1: asking the package feed for Microsoft.ML and TorchSharp'
        Invoke-Tool dotnet @('msbuild', (Join-Path $root 'src/runtime/probe/Choose.proj'), '-nologo', '-v:q')
    }
    Write-Host "build.ps1: runtime $(Get-Content $answer -TotalCount 1)"
}

function Build-Project([string] $Project) {
    Invoke-Tool dotnet @('build', (Join-Path $root $Project), '-c', $configuration, '-v:q', '-nologo', '-clp:NoSummary', '-nodeReuse:false')
}

function Get-Output([string] $Folder) {
    $name = Split-Path $Folder -Leaf
    Join-Path $root "$Folder/bin/$configuration/$framework/$name.dll"
}

function Invoke-Tests([string] $Filter) {
    $assemblies = Get-ChildItem (Join-Path $root 'tests') -Directory -Filter '*.Tests' | ForEach-Object { Get-Output "tests/$($_.Name)" }
    $results = Join-Path $root 'artifacts/test-results'
    if (Test-Path $results) { Remove-Item $results -Recurse }
    & dotnet vstest @assemblies "--TestCaseFilter:$Filter" "--ResultsDirectory:$results" '--logger:console;verbosity=minimal' '--logger:trx;LogFilePrefix=run'
    $code = $LASTEXITCODE
    $passed = 0; $failed = 0; $skipped = 0
    foreach ($file in Get-ChildItem $results -Filter '*.trx' -ErrorAction SilentlyContinue) {
        $counters = ([xml](Get-Content $file.FullName -Raw)).TestRun.ResultSummary.Counters
        $passed += [int]$counters.passed
        $failed += [int]$counters.failed + [int]$counters.error + [int]$counters.timeout + [int]$counters.aborted
        $skipped += [int]$counters.total - [int]$counters.executed
    }
    Write-Host "$passed passed, $failed failed, $skipped skipped"
    exit $code
}

if ($Command -eq '' -and -not $Reprobe) { Show-Usage; exit 2 }
Select-Runtime
switch ($Command) {
    'demo' {
        Build-Project 'samples/Demo/Demo.csproj'
        Invoke-Tool dotnet (@((Get-Output 'samples/Demo')) + $Rest)
    }
    'test' {
        Build-Project 'MLNetDetection.sln'
        Invoke-Tests 'Category!=Verify'
    }
    'verify' {
        Build-Project 'MLNetDetection.sln'
        $env:MLNETDETECTION_VERIFY = '1'
        if (-not $env:MLNETDETECTION_SEED) { $env:MLNETDETECTION_SEED = '1' }
        Invoke-Tests 'Category=Verify'
    }
    'bench' {
        Build-Project 'tests/MLNetDetection.Benchmarks/MLNetDetection.Benchmarks.csproj'
        Invoke-Tool dotnet (@((Get-Output 'tests/MLNetDetection.Benchmarks')) + $Rest)
    }
    'pack' {
        Build-Project 'MLNetDetection.sln'
        foreach ($project in 'src/MLNetDetection.Core', 'src/MLNetDetection.Torch', 'src/MLNetDetection') {
            Invoke-Tool dotnet @('pack', (Join-Path $root $project), '-c', $configuration, '-v:q', '-nologo', '--no-build', '-o', (Join-Path $root 'artifacts/packages'), '-nodeReuse:false')
        }
    }
}
