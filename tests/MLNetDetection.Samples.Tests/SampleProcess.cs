using System.Diagnostics;
using System.Text;

namespace MLNetDetection.Samples.Tests;

/// <summary>Runs a sample as a user would, in a process of its own.</summary>
internal static class SampleProcess
{
    public sealed record Outcome(int ExitCode, string Output, string Errors)
    {
        public string LastLine => Output.TrimEnd().Split('\n')[^1];
    }

    /// <summary>Starts it and lets it talk to nobody.</summary>
    public static Process Start(string sample, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [PathOf(sample), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Runs to the end; <paramref name="interruptAt"/> sends Ctrl+C (SIGINT) once when the errors show that text.</summary>
    /// <param name="heapLimit">Bytes that .NET may hold, beyond which the sample fails; null for what the machine has.</param>
    public static Outcome Run(string sample, IEnumerable<string> arguments, string? interruptAt = null, string? folder = null, long? heapLimit = null)
    {
        // Started in the background, a test run ignores SIGINT and so would its children: env puts the default back.
        string[] command = OperatingSystem.IsLinux() ? ["/usr/bin/env", "--default-signal=INT", "dotnet", PathOf(sample)] : ["dotnet", PathOf(sample)];
        var start = new ProcessStartInfo(command[0], [.. command[1..], .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "",
        };
        if (heapLimit is { } limit)
        {
            start.Environment["DOTNET_GCHeapHardLimit"] = limit.ToString("X", System.Globalization.CultureInfo.InvariantCulture);
        }

        using Process process = Process.Start(start)!;
        var errors = new StringBuilder();
        var reader = Task.Run(() =>
        {
            bool interrupted = false;
            while (process.StandardError.ReadLine() is { } line)
            {
                errors.AppendLine(line);
                if (!interrupted && interruptAt is not null && line.Contains(interruptAt, StringComparison.Ordinal))
                {
                    interrupted = true;
                    // The shell's own kill: a bare machine has no other.
                    Process.Start("/bin/sh", ["-c", $"kill -INT {process.Id}"]).WaitForExit();
                }
            }
        });
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        reader.Wait();
        return new Outcome(process.ExitCode, output, errors.ToString());
    }

    private static string PathOf(string sample) => Path.Combine(AppContext.BaseDirectory, sample + ".dll");
}
