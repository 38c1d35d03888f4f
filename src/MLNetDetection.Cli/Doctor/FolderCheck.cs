using MLNetDetection.Torch.Weights;

namespace MLNetDetection.Cli.Doctor;

/// <summary>Whether a folder that the tool uses can be written.</summary>
internal static class FolderCheck
{
    private const long LittleSpace = 1L << 30;

    /// <summary>The current folder, the one of temporary files, and the cache of published weights.</summary>
    public static IEnumerable<MachineCheck> All() =>
    [
        Of("folder", Environment.CurrentDirectory, "models, logs and reports cannot be written here", "Change to a folder of yours, or name one with --out and --log."),
        Of("temporary", Path.GetTempPath(), "models cannot be loaded: ML.NET unpacks them here", "Set TMPDIR (Windows: TEMP) to a folder that can be written."),
        Of("cache", PublishedWeights.CacheFolder, "published weights cannot be kept here", "Make the folder writable."),
    ];

    public static MachineCheck Of(string part, string folder, string consequence, string remedy)
    {
        // A cache that does not exist yet is made in the nearest folder that does.
        string existing = folder;
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { } above)
        {
            existing = above;
        }

        try
        {
            string probe = Path.Combine(existing, $"mldetect-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, [1]);
            File.Delete(probe);
            long free = new DriveInfo(existing).AvailableFreeSpace;
            string found = FormattableString.Invariant($"{folder} can be written, {free / 1e9:0.0} GB free");
            return free < LittleSpace ? new(part, CheckState.Warning, found, "Free some space: a model with its checkpoints takes hundreds of megabytes.")
                : new(part, CheckState.Ok, found);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new(part, CheckState.Warning, $"{folder}: {consequence} ({e.Message})", remedy);
        }
    }
}
