namespace MLNetDetection.TestKit;

/// <summary>The folder of shared data that may lie beside the repository.</summary>
internal static class SharedFolder
{
    /// <summary>The folder, or null where there is none: MLNETDETECTION_SHARED, or "shared" beside any folder above the tests.</summary>
    public static string? Find()
    {
        string? given = Environment.GetEnvironmentVariable("MLNETDETECTION_SHARED");
        if (!string.IsNullOrEmpty(given))
        {
            return Directory.Exists(given) ? given : null;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            // Beside the repository, which is the folder with the solution in it.
            string shared = Path.Combine(folder.Parent?.FullName ?? "", "shared");
            if (File.Exists(Path.Combine(folder.FullName, "MLNetDetection.sln")) && Directory.Exists(shared))
            {
                return shared;
            }
        }

        return null;
    }

    /// <summary>Why a test that needs a part of it is skipped on this machine; null where the part is there.</summary>
    public static string? Missing(string part) => Find() is { } shared && Path.Exists(Path.Combine(shared, part))
        ? null : $"../shared/{part} is not on this machine (MLNETDETECTION_SHARED names another place).";

    /// <summary>The repository that the tests were built in.</summary>
    public static string Repository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MLNetDetection.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("The tests do not lie in the repository.");
    }

    /// <summary>A path in the folder.</summary>
    public static string PathOf(params string[] parts) =>
        Path.Combine([Find() ?? throw new DirectoryNotFoundException("No shared folder."), .. parts]);
}
