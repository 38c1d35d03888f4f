using System.Diagnostics;
using System.Globalization;

namespace MLNetDetection.Benchmarks;

/// <summary>Measurements in a process of their own: cold, and with memory that nothing else took.</summary>
internal static class OwnProcess
{
    /// <summary>Runs this program once more and returns what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static string Run(IEnumerable<string> arguments)
    {
        bool throughHost = Path.GetFileNameWithoutExtension(Environment.ProcessPath!).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(
            Environment.ProcessPath!, throughHost ? arguments.Prepend(typeof(OwnProcess).Assembly.Location) : arguments) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"The measuring process ended with {process.ExitCode}.");
    }

    /// <summary>The most memory that this process has held, in MB.</summary>
    public static double PeakMegabytes()
    {
        string? line = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith("VmHWM", StringComparison.Ordinal)) : null;
        return line is null ? Process.GetCurrentProcess().PeakWorkingSet64 / 1e6 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
    }
}
