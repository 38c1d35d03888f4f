namespace MLNetDetection.Cli.Doctor;

/// <summary>Settings of the environment that hold libtorch back.</summary>
internal static class ThreadCheck
{
    public static MachineCheck Of(int cores, Func<string, string?> variable)
    {
        string[] set = [.. new[] { "OMP_NUM_THREADS", "MKL_NUM_THREADS", "ATEN_CPU_CAPABILITY", "DOTNET_PROCESSOR_COUNT" }.Where(name => variable(name) is { Length: > 0 }).Select(name => $"{name}={variable(name)}")];
        bool few = int.TryParse(variable("OMP_NUM_THREADS"), out int threads) && threads < cores;
        string found = $"{Math.Max(2, cores)} for libtorch{(set.Length == 0 ? "" : $"; {string.Join(", ", set)}")}";
        return few || variable("ATEN_CPU_CAPABILITY") is "default"
            ? new("threads", CheckState.Warning, found, "Unset these variables where all cores and all their instructions should be used.")
            : new("threads", CheckState.Ok, found);
    }
}
