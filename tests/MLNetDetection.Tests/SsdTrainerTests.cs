using System.Collections.Concurrent;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Core.Augmentation;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Tests.TestData;
using MLNetDetection.Torch.Training;

namespace MLNetDetection.Tests;

public sealed class SsdTrainerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _ml = new(1);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fit_SameSeed_AnyWorkersOrCache_SavesTheSameBytes()
    {
        List<BlockPictures.Row> rows = BlockPictures.Write(_folder, 10);
        byte[] first = Weights(rows, workers: 1, cacheMegabytes: 100);

        Assert.Equal(first, Weights(rows, workers: 1, cacheMegabytes: 100));
        Assert.Equal(first, Weights(rows, workers: 4, cacheMegabytes: 100));

        // Nothing in memory: every picture comes back from the temporary file.
        Assert.Equal(first, Weights(rows, workers: 4, cacheMegabytes: 0));
        Assert.NotEqual(first, Weights(rows, workers: 1, cacheMegabytes: 100, seed: 4));
    }

    [Fact]
    public void Fit_WithValidation_ReportsItAndKeepsTheBest()
    {
        IDataView data = BlockPictures.Prepare(_ml, BlockPictures.Write(_folder, 10));
        var reports = new List<TrainingProgress>();
        SsdTrainer.Options options = QuickOptions.Create(epochs: 2);
        options.Progress = new Collector(reports);
        options.ValidationFraction = 0.3;

        using SsdTransformer model = new SsdTrainer(_ml, options).Fit(data);

        Assert.Equal(2, reports.Count(r => r.EndOfEpoch));
        Assert.Contains(reports, r => r.Validation is { Images: 3 });
    }

    [Fact]
    public void Fit_ValidationOfOtherKeys_IsRefused()
    {
        List<BlockPictures.Row> rows = BlockPictures.Write(_folder, 6, withNegatives: false);
        IDataView train = BlockPictures.Prepare(_ml, rows);
        IDataView other = BlockPictures.Prepare(_ml, rows.Where(r => r.Label[0] == "blue"));

        var error = Assert.Throws<ArgumentException>(() => new SsdTrainer(_ml, QuickOptions.Create()).Fit(train, other));

        Assert.Contains("MapValueToKey", error.Message);
    }

    [Fact]
    public void Fit_CancelledInTheFirstEpochs_ReturnsTheBestSoFar()
    {
        IDataView data = BlockPictures.Prepare(_ml, BlockPictures.Write(_folder, 8));
        using var cancel = new CancellationTokenSource();
        var reports = new List<TrainingProgress>();
        SsdTrainer.Options options = QuickOptions.Create(epochs: 1000);
        options.CancellationToken = cancel.Token;
        options.Progress = new Collector(reports, report =>
        {
            if (report.Epoch == 2)
            {
                cancel.Cancel();
            }
        });

        using SsdTransformer model = new SsdTrainer(_ml, options).Fit(data);

        Assert.True(reports[^1].Epoch <= 3);
        Assert.Equal(2, model.ClassNames.Count);
    }

    [Fact]
    public void Fit_LogsEachEpochThroughTheContext()
    {
        var lines = new List<string>();
        _ml.Log += (_, e) => lines.Add(e.Message);

        using SsdTransformer model = new SsdTrainer(_ml, QuickOptions.Create(epochs: 2)).Fit(BlockPictures.Prepare(_ml, BlockPictures.Write(_folder, 4)));

        Assert.Contains(lines, l => l.Contains("epoch 2/2: loss") && l.Contains("images/s") && l.Contains("SsdTrainer"));
    }

    [Fact]
    public void Fit_CacheCheckpointBeforeLoadImages_Trains()
    {
        List<BlockPictures.Row> rows = BlockPictures.Write(_folder, 6);
        IDataView data = _ml.Data.LoadFromEnumerable(rows);
        var pipeline = _ml.Transforms.Conversion.MapValueToKey("Label")
            .AppendCacheCheckpoint(_ml)
            .Append(_ml.Transforms.LoadImages("Image", "", "ImagePath"))
            .Append(new SsdTrainer(_ml, QuickOptions.Create()));

        TransformerChain<SsdTransformer> model = pipeline.Fit(data);

        Assert.Equal(6, _ml.Data.CreateEnumerable<TrainedBlocks.Output>(model.Transform(data), false).Count());
        model.LastTransformer!.Dispose();
    }

    [Fact]
    public void Fit_CacheCheckpointBehindLoadImages_SaysThatTheCacheKeepsNoImages()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(BlockPictures.Write(_folder, 2));
        var pipeline = BlockPictures.Pipeline(_ml).AppendCacheCheckpoint(_ml).Append(new SsdTrainer(_ml, QuickOptions.Create()));

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => pipeline.Fit(data));

        Assert.Contains("image column 'Image' is missing", error.Message);
        Assert.Contains("AppendCacheCheckpoint", error.Message);
    }

    [Fact]
    public void CrossValidate_MeasuresEachFoldOnItsOwnRows()
    {
        List<BlockPictures.Row> rows = BlockPictures.Write(_folder, 9, withNegatives: false);
        IEstimator<ITransformer> pipeline = BlockPictures.Pipeline(_ml).Append(new SsdTrainer(_ml, QuickOptions.Create()));

        IReadOnlyList<ObjectDetectionFold> folds = _ml.ObjectDetection.CrossValidate(_ml.Data.LoadFromEnumerable(rows), pipeline, numberOfFolds: 3, seed: 1);

        Assert.Equal([0, 1, 2], folds.Select(f => f.Fold));
        Assert.Equal(rows.Count, folds.Sum(f => f.Metrics.Images));
        foreach (ObjectDetectionFold fold in folds)
        {
            (fold.Model as IDisposable)?.Dispose();
        }
    }

    [Theory]
    [InlineData(null, 1f)]
    [InlineData(0, 1f)]
    [InlineData(BlockPictures.Width, 1f)]
    [InlineData(BlockPictures.Width / 2, 0.5f)]
    public void CacheLongestSide_LargerImages_WaitSmallerWithTheirBoxes(int? longestSide, float scale)
    {
        List<BlockPictures.Row> rows = BlockPictures.Write(_folder, 1, withNegatives: false);
        SsdTrainer.Options options = QuickOptions.Create();
        var seen = new SeenBoxes();
        (options.CacheLongestSide, options.Training.Augmentation) = (longestSide, seen);

        new SsdTrainer(_ml, options).Fit(BlockPictures.Prepare(_ml, rows)).Dispose();

        float[] box = [.. rows[0].BoundingBoxes.Select(edge => edge * scale)];
        Assert.All(seen.Pictures, picture => Assert.Equal((BlockPictures.Width * scale, BlockPictures.Height * scale), picture.Size));
        Assert.All(seen.Pictures, picture => Assert.Equal(new BoxXyxy(box[0], box[1], box[2], box[3]), picture.Box));
        Assert.NotEmpty(seen.Pictures);
    }

    private byte[] Weights(List<BlockPictures.Row> rows, int workers, int cacheMegabytes, int seed = 3)
    {
        SsdTrainer.Options options = QuickOptions.Create(epochs: 2, seed);
        options.Training.Workers = workers;
        options.CacheMegabytes = cacheMegabytes;
        using SsdTransformer model = new SsdTrainer(_ml, options).Fit(BlockPictures.Prepare(_ml, rows));
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
        {
            model.Detector.Save(writer);
        }

        return stream.ToArray();
    }

    /// <summary>Changes nothing, and remembers what it is given.</summary>
    private sealed class SeenBoxes : IAugmentation
    {
        public ConcurrentBag<((float Width, float Height) Size, BoxXyxy Box)> Pictures { get; } = [];

        public void Apply(AugmentationPlan plan, ref RandomStream random) =>
            Pictures.Add(((plan.Width, plan.Height), plan.Objects.Single().Box));
    }

    private sealed class Collector(List<TrainingProgress> reports, Action<TrainingProgress>? then = null) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            reports.Add(value);
            then?.Invoke(value);
        }
    }
}
