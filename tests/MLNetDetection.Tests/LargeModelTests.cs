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
            long saved = ResidentMemory.PeakAbove(() => ml.Model.Save(model, data.Schema, path));
            Assert.True(saved < 250 * Megabyte, $"saving took {saved / Megabyte} MB");
        }

        ITransformer? loaded = null;
        long load = ResidentMemory.PeakAbove(() => loaded = ml.Model.Load(path, out _));
        (loaded as IDisposable)?.Dispose();

        Assert.True(load < 250 * Megabyte, $"loading took {load / Megabyte} MB");
    }
}
