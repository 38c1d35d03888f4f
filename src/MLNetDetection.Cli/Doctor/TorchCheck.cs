using System.Text.RegularExpressions;

namespace MLNetDetection.Cli.Doctor;

/// <summary>Whether libtorch works, and if not, which of the ways to fail it is.</summary>
internal static partial class TorchCheck
{
    private const string Part = "libtorch";
    private const int IllegalInstruction = 128 + 4;
    private const int Aborted = 128 + 6;
    private const int BusError = 128 + 7;
    private const int SegmentationFault = 128 + 11;
    private const int SymbolLookup = 127;
    private const int IllegalInstructionOnWindows = unchecked((int)0xC000001D);
    private const int AccessViolationOnWindows = unchecked((int)0xC0000005);

    /// <param name="runtime">The runtime that the tool is built on.</param>
    /// <param name="trial">How trying ended.</param>
    /// <param name="bridge">The library between .NET and libtorch, as it lies beside the tool; null where it does not.</param>
    /// <param name="found">The libtorch on this machine.</param>
    public static MachineCheck Of(RuntimeFacts runtime, TorchTrial trial, string? bridge, IReadOnlyList<TorchFile> found) =>
        Judge(runtime, trial, bridge, found) with
        {
            Facts = new Dictionary<string, object?>
            {
                ["runtime"] = runtime.Name,
                ["version"] = trial.Answer?.Version,
                ["path"] = trial.Answer?.Path,
                ["threads"] = trial.Answer?.Threads,
                ["error"] = trial.Error,
                ["exit_code"] = trial.ExitCode,
                ["bridge"] = bridge,
                ["found"] = found.Select(file => new { path = file.Path, version = file.Version, cuda = file.HasCuda }),
            },
        };

    private static MachineCheck Judge(RuntimeFacts runtime, TorchTrial trial, string? bridge, IReadOnlyList<TorchFile> found)
    {
        if (trial.Answer is { } answer)
        {
            return answer.Computes
                ? new(Part, CheckState.Ok, $"libtorch {answer.Version} ({answer.Path ?? "place unknown"})")
                : new(Part, CheckState.Failed, $"libtorch {answer.Version} ({answer.Path}) loads, but a convolution gave wrong numbers", "Install libtorch again.");
        }

        if (bridge is null)
        {
            return new(Part, CheckState.Failed, $"the library between .NET and libtorch ({runtime.Bridge}) does not lie beside the tool in {AppContext.BaseDirectory}", runtime.HowToReinstall);
        }

        return trial.ExitCode switch
        {
            IllegalInstruction or IllegalInstructionOnWindows => new(Part, CheckState.Failed,
                $"too old a processor for this libtorch: it ended with an illegal instruction{List(found)}",
                "Take a libtorch built for older processors (Debian's libtorch-dev, or one built from source), or a newer processor; in a virtual machine, choose the CPU model 'host'. ATEN_CPU_CAPABILITY=default may help too."),
            SymbolLookup or SegmentationFault or BusError or Aborted or AccessViolationOnWindows => OfAnotherVersion(runtime, $"it ended the process ({Reason(trial)})", found),
            _ when trial.Error is { } error => OfError(runtime, error, found),
            _ => new(Part, CheckState.Failed, $"trying it ended with exit code {trial.ExitCode} and no message{List(found)}", runtime.HowToReinstall),
        };
    }

    private static MachineCheck OfError(RuntimeFacts runtime, string error, IReadOnlyList<TorchFile> found)
    {
        if (error.Contains("undefined symbol", StringComparison.Ordinal) || error.Contains("Symbol not found", StringComparison.Ordinal)
            || error.Contains("version `", StringComparison.Ordinal) || error.StartsWith(nameof(EntryPointNotFoundException), StringComparison.Ordinal))
        {
            return OfAnotherVersion(runtime, FirstFault(error), found);
        }

        // The loader also names the places where it did not find the bridge itself.
        string? missing = MissingLibrary().Matches(error).Select(match => Path.GetFileName(match.Groups[1].Value))
            .FirstOrDefault(name => !name.Contains(Path.GetFileNameWithoutExtension(runtime.Bridge).Replace("lib", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
        if (missing is not null && !IsTorch(missing))
        {
            return new(Part, CheckState.Failed, $"libtorch is there, but needs {missing}, which is not{List(found)}", $"Install what holds {missing} (on Debian and Ubuntu: apt-file search {missing}).");
        }

        if (found.Count == 0)
        {
            return new(Part, CheckState.Failed, $"no libtorch on this machine{(missing is null ? "" : $": {missing} is not found")}", runtime.HowToInstall);
        }

        return missing is not null ? OfAnotherVersion(runtime, $"the tool was built for {missing}", found)
            : new(Part, CheckState.Failed, $"libtorch cannot be loaded: {error.Split('\n')[0].Trim()}{List(found)}", runtime.HowToReinstall);
    }

    private static MachineCheck OfAnotherVersion(RuntimeFacts runtime, string why, IReadOnlyList<TorchFile> found) => new(
        Part, CheckState.Failed, $"a libtorch of another version than the tool was built for: {why}{List(found)}", runtime.HowToMatch);

    private static bool IsTorch(string name) => name.Contains("torch", StringComparison.Ordinal) || name.Contains("c10", StringComparison.Ordinal);

    private static string List(IReadOnlyList<TorchFile> found) => found.Count == 0 ? "" : $"; found: {string.Join(", ", found)}";

    private static string Reason(TorchTrial trial) => trial.Error is { Length: > 0 } error ? FirstFault(error) : $"exit code {trial.ExitCode}";

    private static string FirstFault(string error)
    {
        string[] lines = error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return lines.FirstOrDefault(line => line.Contains("symbol", StringComparison.OrdinalIgnoreCase)) ?? lines[0];
    }

    [GeneratedRegex(@"([^\s:]+\.(?:so[\w.]*|dylib|dll)): cannot open shared object file")]
    private static partial Regex MissingLibrary();
}
