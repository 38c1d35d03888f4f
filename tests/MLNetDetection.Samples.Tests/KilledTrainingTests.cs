using System.Diagnostics;
using System.IO.Compression;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Samples.Tests;

/// <summary>A training that is killed (SIGKILL: nothing is cleaned up) and started again ends as if nothing had happened.</summary>
public sealed class KilledTrainingTests : IDisposable
{
    private const int Epochs = 8;
    private readonly string _folder = Directory.CreateTempSubdirectory("mlnetdetection-killed-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Run_KilledOnceAndStartedAgain_GivesTheUndisturbedModel() => KillAndCompare(kills: 1);

    [Fact]
    [Trait("Category", "Verify")]
    public void Run_KilledTwentyTimes_GivesTheUndisturbedModel() => KillAndCompare(kills: 20);

    private void KillAndCompare(int kills)
    {
        var random = new Random(TestKit.Campaign.Seed);
        string whole = Path.Combine(_folder, "whole"), killed = Path.Combine(_folder, "killed"), state = Path.Combine(_folder, "state");
        Stopwatch clock = Stopwatch.StartNew();
        SampleProcess.Outcome undisturbed = DemoProcess.Run(Arguments(whole));
        Assert.True(undisturbed.ExitCode == 0, undisturbed.Errors);
        double seconds = clock.Elapsed.TotalSeconds;

        int done = 0;
        for (int attempt = 0; done < kills && attempt < 10 * kills; attempt++)
        {
            // A run that has ended starts anew, so that each kill finds one at work.
            if (!Kill([.. Arguments(killed), "--checkpoints", state], TimeSpan.FromSeconds(seconds * (0.1 + (0.8 * random.NextDouble())))))
            {
                Directory.Delete(state, recursive: true);
                continue;
            }

            CheckBest(state);
            done++;
        }

        SampleProcess.Outcome last = DemoProcess.Run([.. Arguments(killed), "--checkpoints", state]);

        Assert.Equal(kills, done);
        Assert.Equal(["best.detector", "last.checkpoint"], Directory.GetFiles(state).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        CheckBest(state);
        Assert.True(last.ExitCode == 0, last.Errors);
        Assert.Equal(Model(whole), Model(killed));
        Assert.Equal(File.ReadAllText(Path.Combine(whole, "detections.json")).Replace(whole, killed), File.ReadAllText(Path.Combine(killed, "detections.json")));
    }

    private static string[] Arguments(string output) =>
        ["--epochs", $"{Epochs}", "--train-images", "24", "--test-images", "4", "--size", "160x128", "--batch", "8", "--output", output];

    /// <summary>True where the process was still running when it was killed.</summary>
    private static bool Kill(string[] arguments, TimeSpan after)
    {
        using Process process = DemoProcess.Start(arguments);
        if (process.WaitForExit(after))
        {
            return false;
        }

        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        return true;
    }

    // Where the best weights are, they are whole, whenever the process was killed.
    private static void CheckBest(string state)
    {
        string best = Path.Combine(state, "best.detector");
        if (File.Exists(best))
        {
            using var reader = new BinaryReader(File.OpenRead(best));
            using SsdDetector detector = SsdDetector.Load(reader);
            Assert.NotEmpty(detector.ClassNames);
        }
    }

    private static SortedDictionary<string, string> Model(string folder)
    {
        using ZipArchive zip = ZipFile.OpenRead(Path.Combine(folder, "detector.zip"));
        var entries = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            using Stream stream = entry.Open();
            entries.Add(entry.FullName, Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(stream)));
        }

        return entries;
    }
}
