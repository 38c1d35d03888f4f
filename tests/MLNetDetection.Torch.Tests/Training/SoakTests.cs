using System.Diagnostics;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Training;
using TorchSharp;
using Xunit.Abstractions;

namespace MLNetDetection.Torch.Tests.Training;

/// <summary>A long run keeps its memory.</summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    [Fact]
    [Trait("Category", "Verify")]
    public void Run_TwoThousandIterations_TensorsConstantAndMemoryFlat()
    {
        (long Tensors, long Bytes)[] seen = Watch(iterations: 2000, every: 200);

        long first = seen[1].Bytes;
        output.WriteLine(string.Join(", ", seen.Select(s => $"{s.Tensors} tensors {s.Bytes / 1e6:0.0} MB")));
        Assert.Single(seen.Select(s => s.Tensors).Distinct());
        Assert.All(seen[1..], s => Assert.InRange(s.Bytes, 0, (long)(1.02 * first)));
    }

    [Fact]
    public void Run_AHundredIterations_TensorsConstant() => Assert.Single(Watch(iterations: 100, every: 20).Select(s => s.Tensors).Distinct());

    // Validation, average, checkpoints of hooks and all: what a run has that could keep something.
    private static (long Tensors, long Bytes)[] Watch(int iterations, int every)
    {
        var seen = new List<(long Tensors, long Bytes)>();
        var watcher = new SpyHook
        {
            OnAfterIteration = run =>
            {
                if (run.Iteration % every == 0)
                {
                    seen.Add((DisposeScopeManager.Statistics.ThreadTotalLiveCount, ResidentBytes()));
                }
            },
        };
        using var detector = new SsdDetector(new TinySsd(32, 32, 16), ["red", "blue"]);
        new DetectorTrainer(new TrainingOptions
        {
            Epochs = iterations / 10, BatchSize = 4, Workers = 1, Threads = 1, ValidateEvery = 10, OnDivergence = DivergenceAction.Skip, Hooks = [watcher],
        }).Run(detector, new SquaresSet(40), new SquaresSet(8));
        Assert.Equal(iterations / every, seen.Count);
        return [.. seen];
    }

    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
