using System.Globalization;
using Microsoft.ML;
using MLNetDetection.Tests.TestData;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Tests;

/// <summary>A hundred megabytes of weights, saved and loaded: streamed, not held twice over.</summary>
public sealed class LargeModelTests
{
    private const long Megabyte = 1 << 20;

    /// <summary>About 27 million parameters: 109 MB in float32.</summary>
    private const int Channels = 608;

    [LinuxFact]
    [Trait("Category", "Verify")]
    public void SaveAndLoad_100MegabytesOfWeights_TakeLessThan250MegabytesMore()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(1);
        IDataView data = BlockPictures.Prepare(ml, BlockPictures.Write(folder, 2, withNegatives: false));
        SsdTrainer.Options options = QuickOptions.Create();
        options.Architecture = new TinySsd(64, 64, Channels);
        string path = folder.File("large.zip");
        using (SsdTransformer model = new SsdTrainer(ml, options).Fit(data))
        {
            Assert.InRange(model.Detector.ParameterCount * sizeof(float), 100 * Megabyte, 130 * Megabyte);
            long saved = PeakAbove(() => ml.Model.Save(model, data.Schema, path));
            Assert.True(saved < 250 * Megabyte, $"saving took {saved / Megabyte} MB");
        }

        ITransformer? loaded = null;
        long load = PeakAbove(() => loaded = ml.Model.Load(path, out _));
        (loaded as IDisposable)?.Dispose();

        Assert.True(load < 250 * Megabyte, $"loading took {load / Megabyte} MB");
    }

    /// <summary>How far resident memory rose over where it stood. Writing 5 to clear_refs sets the kernel's high-water mark back.</summary>
    private static long PeakAbove(Action action)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        File.WriteAllText("/proc/self/clear_refs", "5");
        long before = Status("VmRSS");
        action();
        return Status("VmHWM") - before;
    }

    private static long Status(string name) => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").Single(l => l.StartsWith(name + ":", StringComparison.Ordinal)).Split(' ', '\t', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
