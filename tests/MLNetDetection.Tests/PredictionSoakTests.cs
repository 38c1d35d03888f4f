using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Tests.TestData;

namespace MLNetDetection.Tests;

/// <summary>A server's day in short: many predictions from several threads, and memory where it was.</summary>
public sealed class PredictionSoakTests(QuickModel quick) : IClassFixture<QuickModel>
{
    private const int Threads = 8;

    [LinuxFact]
    [Trait("Category", "Verify")]
    public void Predict_FiveThousandTimesFromEightThreads_LeavesMemoryWhereItWas()
    {
        Predict(500);
        long before = ResidentBytes();
        Predict(4500);
        long after = ResidentBytes();

        Assert.True(after < before * 1.02, $"{before >> 20} MB after 500, {after >> 20} MB after 5,000");
    }

    [Fact]
    public void Predict_SomeHundredTimesFromEightThreads_EqualsOneThread() => Predict(200);

    [Fact]
    public void PredictionEngine_PooledOverOneTransformer_EqualsOne()
    {
        IDataView rows = quick.Ml.Data.LoadFromEnumerable(quick.Rows);
        ITransformer chain = quick.Ml.Transforms.LoadImages("Image", "", "ImagePath").Fit(rows).Append(quick.Model);
        var free = new ConcurrentBag<PredictionEngine<BlockPictures.Row, TrainedBlocks.Output>>();
        PredictionEngine<BlockPictures.Row, TrainedBlocks.Output> Engine() =>
            quick.Ml.Model.CreatePredictionEngine<BlockPictures.Row, TrainedBlocks.Output>(chain, new PredictionEngineOptions { OwnsTransformer = false });
        using PredictionEngine<BlockPictures.Row, TrainedBlocks.Output> alone = Engine();
        float[][] expected = [.. quick.Rows.Select(row => alone.Predict(row).Score)];

        Parallel.For(0, 100, new ParallelOptions { MaxDegreeOfParallelism = Threads }, i =>
        {
            PredictionEngine<BlockPictures.Row, TrainedBlocks.Output> engine = free.TryTake(out var taken) ? taken : Engine();
            Assert.Equal(expected[i % expected.Length], engine.Predict(quick.Rows[i % expected.Length]).Score);
            free.Add(engine);
        });

        // An engine that goes leaves the transformer to the others.
        Assert.All(free, engine => engine.Dispose());
        Assert.NotEmpty(quick.Model.Predict(quick.Rows[0].ImagePath));
    }

    // Each way of asking in turn, with every picture of the set.
    private void Predict(int count)
    {
        IReadOnlyList<Detection>[] expected = [.. quick.Rows.Select(row => quick.Model.Predict(row.ImagePath))];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Threads }, i =>
        {
            string path = quick.Rows[i % expected.Length].ImagePath;
            using MLImage image = MLImage.CreateFromFile(path);
            Assert.Equal(expected[i % expected.Length], (i % 3) switch
            {
                0 => quick.Model.Predict(path),
                1 => quick.Model.Predict(image),
                _ => quick.Model.Predict(image.Pixels, image.Width, image.Height, PixelLayout.Bgra32),
            });
        });
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
