using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MLNetDetection.Core.Metrics;

namespace MLNetDetection.Benchmarks;

/// <summary>Our evaluation of two files in a process of its own, so that memory and a cold start are its own too.</summary>
internal sealed record EvaluatorMeasurement(double LoadSeconds, double FirstSeconds, double EvaluateSeconds, double PeakMegabytes, double Ap)
{
    /// <summary>What Main is given to be that process.</summary>
    public const string Argument = "--measure-evaluator";

    /// <summary>Runs the other process.</summary>
    public static EvaluatorMeasurement OfFiles(string groundTruth, string detections)
    {
        ProcessStartInfo start = new(
            Environment.ProcessPath!,
            [typeof(EvaluatorMeasurement).Assembly.Location, Argument, groundTruth, detections]) { RedirectStandardOutput = true };
        if (!Path.GetFileNameWithoutExtension(start.FileName).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
        {
            start.ArgumentList.RemoveAt(0);
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return JsonSerializer.Deserialize<EvaluatorMeasurement>(output)!;
    }

    /// <summary>Is the other process.</summary>
    public static void Print(string groundTruth, string detections)
    {
        Stopwatch clock = Stopwatch.StartNew();
        EvaluationSet set = CocoFiles.Read(groundTruth, detections);
        double load = clock.Elapsed.TotalSeconds;
        double ap = 0;
        double[] seconds = new double[6];
        for (int i = 0; i < seconds.Length; i++)
        {
            clock.Restart();
            ap = new CocoEvaluator().Evaluate(set).Ap;
            seconds[i] = clock.Elapsed.TotalSeconds;
        }

        double first = seconds[0];
        Array.Sort(seconds);
        Console.WriteLine(JsonSerializer.Serialize(new EvaluatorMeasurement(load, first, seconds[3], Peak(), ap)));
    }

    private static double Peak()
    {
        string? line = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith("VmHWM", StringComparison.Ordinal)) : null;
        return line is null ? Process.GetCurrentProcess().PeakWorkingSet64 / 1e6 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
    }
}
