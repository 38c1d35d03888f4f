using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Suppression;
using MLNetDetection.Tests.TestData;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Tests;

public sealed class SsdTransformerTests(TrainedBlocks trained) : IClassFixture<TrainedBlocks>
{
    private readonly MLContext _ml = trained.Ml;

    [Fact]
    public void Transform_TrainedOnBlocks_FindsThem()
    {
        ObjectDetectionMetrics metrics = _ml.ObjectDetection.Evaluate(trained.Model.Transform(trained.Prepared));

        // 24 pictures seen 60 times: the point is that the whole path learns, not how well.
        Assert.True(metrics.Ap50 > 0.3, metrics.ToString());
        Assert.Equal(["red", "blue"], metrics.PerClass.Select(c => c.Name));
    }

    [Fact]
    public void GetOutputSchema_AddsThreeColumnsWithTheTrainingKeyValues()
    {
        DataViewSchema schema = trained.Model.GetOutputSchema(trained.Prepared.Schema);

        Assert.Equal(trained.Prepared.Schema.Count + 3, schema.Count);
        VBuffer<ReadOnlyMemory<char>> names = default;
        schema["PredictedLabel"].GetKeyValues(ref names);
        Assert.Equal(["red", "blue"], names.DenseValues().Select(n => n.ToString()));
        Assert.Equal(new VectorDataViewType(new KeyDataViewType(typeof(uint), 2)), schema["PredictedLabel"].Type);
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single), schema["PredictedBoundingBoxes"].Type);
        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single), schema["Score"].Type);
    }

    [Fact]
    public void Transform_PassThroughColumnsOnly_LoadsNoImage()
    {
        List<BlockPictures.Row> rows = [new() { ImagePath = "/no/such/file.png", Label = ["red"], BoundingBoxes = [1, 2, 3, 4] }];
        IDataView data = trained.Model.Transform(trained.Prepare.Transform(_ml.Data.LoadFromEnumerable(rows)));

        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema["BoundingBoxes"]]);
        Assert.True(cursor.MoveNext());
        VBuffer<float> boxes = default;
        cursor.GetGetter<VBuffer<float>>(data.Schema["BoundingBoxes"])(ref boxes);

        Assert.Equal([1, 2, 3, 4], boxes.DenseValues());
        Assert.False(cursor.IsColumnActive(data.Schema["Score"]));
        Assert.ThrowsAny<Exception>(() => cursor.GetGetter<VBuffer<float>>(data.Schema["Score"]));
    }

    [Fact]
    public void Transform_ReadingAhead_KeepsEachRowsColumnsPositionAndId()
    {
        IDataView source = trained.Prepared;
        IDataView data = trained.Model.Transform(source);
        using DataViewRowCursor plain = source.GetRowCursor(source.Schema.Where(c => c.Name is "ImagePath"));
        using DataViewRowCursor cursor = data.GetRowCursor(data.Schema.Where(c => c.Name is "ImagePath" or "Image" or "Score"));
        ValueGetter<DataViewRowId> plainId = plain.GetIdGetter(), id = cursor.GetIdGetter();
        ValueGetter<ReadOnlyMemory<char>> plainPath = plain.GetGetter<ReadOnlyMemory<char>>(source.Schema["ImagePath"]);
        ValueGetter<ReadOnlyMemory<char>> path = cursor.GetGetter<ReadOnlyMemory<char>>(data.Schema["ImagePath"]);
        ValueGetter<MLImage> image = cursor.GetGetter<MLImage>(data.Schema["Image"]);
        Assert.Equal(-1, cursor.Position);
        int rows = 0;
        MLImage? picture = null;
        while (cursor.MoveNext())
        {
            Assert.True(plain.MoveNext());
            DataViewRowId a = default, b = default;
            plainId(ref a);
            id(ref b);
            ReadOnlyMemory<char> c = default, d = default;
            plainPath(ref c);
            path(ref d);
            image(ref picture!);
            Assert.Equal(a, b);
            Assert.Equal(c.ToString(), d.ToString());
            Assert.Equal(plain.Position, cursor.Position);
            Assert.Equal(BlockPictures.Width, picture.Width);
            rows++;
        }

        picture?.Dispose();
        Assert.Equal(trained.Rows.Count, rows);
        Assert.False(cursor.MoveNext());
        Assert.False(plain.MoveNext());
    }

    [Fact]
    public void Transform_TwoCursorsAtOnce_GiveTheSame()
    {
        IDataView data = trained.Model.Transform(trained.Prepared);
        List<TrainedBlocks.Output> alone = trained.Predict(trained.Model, trained.Prepared);
        using IEnumerator<TrainedBlocks.Output> first = _ml.Data.CreateEnumerable<TrainedBlocks.Output>(data, false).GetEnumerator();
        using IEnumerator<TrainedBlocks.Output> second = _ml.Data.CreateEnumerable<TrainedBlocks.Output>(data, false).GetEnumerator();
        foreach (TrainedBlocks.Output expected in alone)
        {
            Assert.True(first.MoveNext());
            Assert.True(second.MoveNext());
            Assert.Equal(expected.Score, first.Current.Score);
            Assert.Equal(expected.Score, second.Current.Score);
        }
    }

    [Fact]
    public void PredictionEngine_OneRowAtATime_AgreesWithTransform()
    {
        List<TrainedBlocks.Output> batched = trained.Predict(trained.Model, trained.Prepared);
        ITransformer chain = trained.Prepare.Append(trained.Model);
        using PredictionEngine<BlockPictures.Row, TrainedBlocks.Output> engine = _ml.Model.CreatePredictionEngine<BlockPictures.Row, TrainedBlocks.Output>(
            chain, new PredictionEngineOptions { OwnsTransformer = false });
        for (int i = 0; i < batched.Count; i++)
        {
            TrainedBlocks.Output one = engine.Predict(trained.Rows[i]);

            // Another batch size may take another convolution algorithm: the sums differ in their last bits.
            Assert.Equal(batched[i].PredictedLabel.Take(1), one.PredictedLabel.Take(1));
            Assert.Equal(batched[i].Score.FirstOrDefault(), one.Score.FirstOrDefault(), 1e-4);
        }
    }

    [Fact]
    public void Detect_FromManyThreads_AgreesWithOne()
    {
        using MLImage image = MLImage.CreateFromFile(trained.Rows[0].ImagePath);
        IReadOnlyList<Detection> alone = trained.Model.Predict(image);
        Assert.NotEmpty(alone);

        Parallel.For(0, 16, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            using MLImage own = MLImage.CreateFromFile(trained.Rows[0].ImagePath);
            Assert.Equal(alone, trained.Model.Predict(own));
        });
    }

    [Fact]
    public void Transform_Predictions_AreBestFirstInsideTheImage()
    {
        foreach (TrainedBlocks.Output output in trained.Predict(trained.Model, trained.Prepared))
        {
            Assert.Equal(output.Score.OrderDescending(), output.Score);
            Assert.Equal(4 * output.Score.Length, output.PredictedBoundingBoxes.Length);
            Assert.All(output.Score, s => Assert.InRange(s, 0, 1));
            Assert.All(output.PredictedLabel, l => Assert.InRange(l, 1u, 2u));
            foreach (float[] box in output.PredictedBoundingBoxes.Chunk(4))
            {
                Assert.InRange(box[0], 0, box[2]);
                Assert.InRange(box[1], 0, box[3]);
                Assert.InRange(box[2], 0, BlockPictures.Width);
                Assert.InRange(box[3], 0, BlockPictures.Height);
            }
        }
    }

    [Fact]
    public void SaveAndLoad_PredictsTheSameBits()
    {
        string path = trained.Folder.File("model.zip");
        ITransformer chain = trained.Prepare.Append(trained.Model);
        IDataView rows = _ml.Data.LoadFromEnumerable(trained.Rows);
        _ml.Model.Save(chain, rows.Schema, path);

        ITransformer loaded = new MLContext().Model.Load(path, out DataViewSchema inputSchema);

        Assert.Equal(["ImagePath", "Label", "BoundingBoxes"], inputSchema.Select(c => c.Name));
        List<TrainedBlocks.Output> expected = trained.Predict(chain, rows), actual = trained.Predict(loaded, rows);
        Assert.Equal(expected.SelectMany(o => o.Score), actual.SelectMany(o => o.Score));
        Assert.Equal(expected.SelectMany(o => o.PredictedBoundingBoxes), actual.SelectMany(o => o.PredictedBoundingBoxes));
        Assert.Equal(expected.SelectMany(o => o.PredictedLabel), actual.SelectMany(o => o.PredictedLabel));
        (loaded as IDisposable)?.Dispose();
    }

    [Fact]
    public void SaveAndLoad_KeepsEveryDetectionOption()
    {
        using var folder = new TemporaryFolder();
        SsdTrainer.Options options = QuickOptions.Create();
        options.Detection = new DetectOptions
        {
            ScoreThreshold = 0.3f, SuppressionIou = 0.6f, CandidatesPerClass = 50, MaxDetections = 7, Suppression = SuppressionKind.SoftGaussian,
            SoftSigma = 0.4, MinimumSide = 2, ClassThresholds = new Dictionary<string, float> { ["blue"] = 0.2f }, Flips = PictureFlips.Horizontal, FusionIou = 0.7f,
            Precision = PredictionPrecision.BFloat16,
        };
        string path = folder.File("model.zip");
        IDataView data = BlockPictures.Prepare(_ml, BlockPictures.Write(folder, 4));
        using (SsdTransformer model = new SsdTrainer(_ml, options).Fit(data))
        {
            _ml.Model.Save(model, data.Schema, path);
        }

        ITransformer loaded = _ml.Model.Load(path, out _);
        SsdTransformer transformer = loaded as SsdTransformer ?? ((IEnumerable<ITransformer>)loaded).OfType<SsdTransformer>().Single();

        foreach (PropertyInfo property in typeof(DetectOptions).GetProperties().Where(p => p.Name != nameof(DetectOptions.BatchSize)))
        {
            Assert.Equal(property.GetValue(options.Detection), property.GetValue(transformer.DetectOptions));
        }

        transformer.Dispose();
    }

    [Fact]
    public void Load_FlippedByte_IsRefusedWithAReason()
    {
        string path = trained.Folder.File("damaged.zip");
        _ml.Model.Save(trained.Model, trained.Prepared.Schema, path);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 0x40;
        File.WriteAllBytes(path, bytes);

        Exception error = Assert.ThrowsAny<Exception>(() => _ml.Model.Load(path, out _)).GetBaseException();

        Assert.False(string.IsNullOrWhiteSpace(error.Message));
        Assert.True(error is InvalidDataException or FormatException or InvalidOperationException, error.ToString());
    }

    [Fact]
    public void Load_CutShort_IsRefusedWithAReason()
    {
        string path = trained.Folder.File("short.zip");
        _ml.Model.Save(trained.Model, trained.Prepared.Schema, path);
        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 3)]);

        Exception error = Assert.ThrowsAny<Exception>(() => _ml.Model.Load(path, out _));

        Assert.True(error is InvalidDataException or FormatException or InvalidOperationException, error.ToString());
    }

    [Fact]
    public void Transform_AfterDispose_SaysSo()
    {
        using var folder = new TemporaryFolder();
        SsdTransformer model = new SsdTrainer(_ml, QuickOptions.Create()).Fit(BlockPictures.Prepare(_ml, BlockPictures.Write(folder, 4)));
        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => trained.Predict(model, trained.Prepared));
    }
}
