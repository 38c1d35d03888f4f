using System.Diagnostics;
using System.Globalization;

namespace MLNetDetection.Benchmarks;

/// <summary>Runs the peers, which are Python programs of Debian's packages.</summary>
internal static class Peers
{
    private const string Python = "/usr/bin/python3";

    /// <summary>The folder "shared" beside the repository, which holds the peers and the data.</summary>
    public static string Shared
    {
        get
        {
            string? given = Environment.GetEnvironmentVariable("MLNETDETECTION_SHARED");
            for (string? folder = AppContext.BaseDirectory; given is null && folder is not null; folder = Path.GetDirectoryName(folder))
            {
                string candidate = Path.Combine(folder, "shared", "peers");
                given = Directory.Exists(candidate) ? Path.Combine(folder, "shared") : null;
            }

            return given ?? throw new PeerMissingException("the folder 'shared' with peers and data is not beside the repository (or set MLNETDETECTION_SHARED)");
        }
    }

    /// <summary>Runs a script text and returns its last line as a number.</summary>
    public static double Number(string script, params string[] arguments) =>
        double.Parse(Run(["-c", script, .. arguments]).TrimEnd().Split('\n')[^1], CultureInfo.InvariantCulture);

    /// <summary>Runs Python and returns its standard output.</summary>
    public static string Run(IEnumerable<string> arguments)
    {
        if (!File.Exists(Python))
        {
            throw new PeerMissingException($"{Python} is missing");
        }

        var start = new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output
            : errors.Result.Contains("ModuleNotFoundError", StringComparison.Ordinal) ? throw new PeerMissingException(errors.Result.TrimEnd().Split('\n')[^1])
            : throw new InvalidOperationException($"The peer failed: {errors.Result}");
    }
}
