using System.Diagnostics;
using System.Text.Json;
using MLNetDetection.Core.Metrics;

namespace MLNetDetection.Benchmarks;

/// <summary>Our evaluation of two files in a process of its own, so that memory and a cold start are its own too.</summary>
internal sealed record EvaluatorMeasurement(double LoadSeconds, double FirstSeconds, double EvaluateSeconds, double PeakMegabytes, double Ap)
{
    /// <summary>What Main is given to be that process.</summary>
    public const string Argument = "--measure-evaluator";

    /// <summary>Runs the other process.</summary>
    public static EvaluatorMeasurement OfFiles(string groundTruth, string detections) =>
        JsonSerializer.Deserialize<EvaluatorMeasurement>(OwnProcess.Run([Argument, groundTruth, detections]))!;

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
        Console.WriteLine(JsonSerializer.Serialize(new EvaluatorMeasurement(load, first, seconds[3], OwnProcess.PeakMegabytes(), ap)));
    }
}
