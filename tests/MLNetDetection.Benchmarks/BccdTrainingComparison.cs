using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Benchmarks;

/// <summary>
/// A whole job, in one precision: 205 blood smears at 320x240, beside the same in torchvision; as many epochs as stay within its training time.
/// Each side in a process of its own, in turn, seed by seed. Both take VOC's coordinates as written.
/// </summary>
internal sealed partial class BccdTrainingComparison(TrainingPrecision precision) : IComparisonBenchmark
{
    // As many epochs as fit into the time of the peer's 60; bfloat16 has time for the settings that find more, too (docs/training.md).
    private readonly string[] _arguments = precision == TrainingPrecision.Float32
        ? ["--epochs", "75"] : ["--epochs", "145", "--negative-iou", "0.4", "--flips", "Horizontal, Vertical"];

    private static readonly int[] _seeds = [0, 1, 2];

    public string Name => precision == TrainingPrecision.Float32 ? "bccd-training" : "bccd-bfloat16-training";

    public bool IsLong => true;

    public IEnumerable<Comparison> Run()
    {
        if (PrecisionSupport.Choose(precision, ComputeDevice.Cpu) is (_, { } reason))
        {
            throw new PeerMissingException(reason);
        }

        var ours = new List<Outcome>();
        var peers = new List<Outcome>();
        foreach (int seed in _seeds)
        {
            peers.Add(Peer(seed));
            ours.Add(Ours(seed));
            Console.WriteLine($"seed {seed}: ours {ours[^1]}, peer {peers[^1]}");
        }

        const string Peer60 = "torchvision SSD, peers/torchvision_bccd.py 60";
        yield return new("bccd-ap", ours.Average(o => o.Ap), peers.Average(o => o.Ap), "AP, mean of 3 seeds", Peer60);
        yield return new("bccd-ap50", ours.Average(o => o.Ap50), peers.Average(o => o.Ap50), "AP50, mean of 3 seeds", Peer60);
        yield return new("bccd-ap50-wbc", ours.Min(o => o.WbcAp50), peers.Min(o => o.WbcAp50), "AP50 of WBC, least of 3 seeds", Peer60);
        for (int i = 0; i < _seeds.Length; i++)
        {
            yield return new($"bccd-seconds-{_seeds[i]}", ours[i].Seconds, peers[i].Seconds, "s of training", Peer60);
        }
    }

    private static Outcome Peer(int seed)
    {
        string output = Peers.Run([Path.Combine(Peers.Shared, "peers", "torchvision_bccd.py"), "60", seed.ToString(CultureInfo.InvariantCulture)]);
        Match match = PeerLine().Match(output);
        double Value(string group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
        return match.Success ? new Outcome(Value("ap"), Value("ap50"), Value("wbc"), Value("s"))
            : throw new InvalidOperationException($"The peer's last line is not understood: {output.TrimEnd().Split('\n')[^1]}");
    }

    private Outcome Ours(int seed)
    {
        string output = Path.Combine(Path.GetTempPath(), $"mlnetdetection-bench-{seed}");
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string demo = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../samples/Demo/bin", configuration, "net10.0/Demo.dll"));
        var start = new ProcessStartInfo("dotnet",
        [
            demo, "--data", Path.Combine(Peers.Shared, "data", "bccd", "BCCD"), "--size", "320x240", "--precision", precision.ToString(),
            "--seed", seed.ToString(CultureInfo.InvariantCulture), "--pixels-as-written", "--vertical-flip", "--output", output, .. _arguments,
        ]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string last = process.StandardOutput.ReadToEnd().TrimEnd().Split('\n')[^1];
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"The demo ended with {process.ExitCode}.");
        }

        JsonElement json = JsonDocument.Parse(last).RootElement;
        return new Outcome(json.GetProperty("ap").GetDouble(), json.GetProperty("ap50").GetDouble(),
            json.GetProperty("per_class").GetProperty("WBC").GetProperty("ap50").GetDouble(), json.GetProperty("train_seconds").GetDouble());
    }

    [GeneratedRegex(@"AP (?<ap>[\d.]+) AP50 (?<ap50>[\d.]+) AP75 .*'WBC': 'AP50 (?<wbc>[\d.]+)'.*seconds of training (?<s>\d+)")]
    private static partial Regex PeerLine();

    private sealed record Outcome(double Ap, double Ap50, double WbcAp50, double Seconds);
}
