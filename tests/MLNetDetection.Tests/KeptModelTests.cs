using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Tests.TestData;

namespace MLNetDetection.Tests;

/// <summary>
/// Files/ssd-0.1.0.zip was saved by version 0.1.0 on the System runtime: LoadImages, ResizeImages (Fill, twice as large), MapValueToKey,
/// SsdTrainer (TinySsd 192x128 of 16 channels, six epochs on BlockPictures of seed 7), MapKeyToValue. Every later version, on either runtime,
/// reads it and predicts what it predicted then.
/// </summary>
public sealed class KeptModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_FileOfVersion010_PredictsAsThen()
    {
        var ml = new MLContext(1);
        List<BlockPictures.Row> rows = BlockPictures.Write(_folder, 4, seed: 11);

        ITransformer model = ml.Model.Load(Path.Combine(AppContext.BaseDirectory, "Files", "ssd-0.1.0.zip"), out DataViewSchema schema);

        Assert.Equal(["ImagePath: String", "Label: Vector<String>", "BoundingBoxes: Vector<Single>"], schema.Select(column => $"{column.Name}: {column.Type}"));
        Output[] found = [.. ml.Data.CreateEnumerable<Output>(model.Transform(ml.Data.LoadFromEnumerable(rows)), reuseRowObject: false)];
        (model as IDisposable)?.Dispose();
        for (int i = 1; i < rows.Count; i++)
        {
            // The first picture's two best are too close to tell apart by rounding.
            (string name, float score, float[] box) = _then[i - 1];
            Assert.Equal(name, found[i].Name[0]);
            Assert.Equal(score, found[i].Score[0], 1e-3f);
            Assert.All(box.Zip(found[i].PredictedBoundingBoxes), pair => Assert.Equal(pair.First, pair.Second, 0.05f));
        }
    }

    // Best detections of the second to the fourth picture.
    private static readonly (string Name, float Score, float[] Box)[] _then =
    [
        ("red", 0.40168703f, [55.311264f, 0, 96, 64]),
        ("red", 0.9998398f, [1.2151325f, 0, 96, 64]),
        ("red", 0.9780417f, [64.54515f, 0, 96, 64]),
    ];

    private sealed class Output
    {
        public string[] Name { get; set; } = [];

        public float[] PredictedBoundingBoxes { get; set; } = [];

        public float[] Score { get; set; } = [];
    }
}
