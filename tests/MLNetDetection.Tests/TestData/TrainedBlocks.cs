using Microsoft.ML;

namespace MLNetDetection.Tests.TestData;

/// <summary>One short training for all tests of what comes after it.</summary>
public sealed class TrainedBlocks : IDisposable
{
    public TrainedBlocks()
    {
        Rows = BlockPictures.Write(Folder, 24, seed: 7);
        Prepare = BlockPictures.Pipeline(Ml).Fit(Ml.Data.LoadFromEnumerable(Rows));
        Model = new SsdTrainer(Ml, QuickOptions.Create(epochs: 80)).Fit(Prepared);
    }

    public MLContext Ml { get; } = new(1);

    public TemporaryFolder Folder { get; } = new();

    public List<BlockPictures.Row> Rows { get; }

    public ITransformer Prepare { get; }

    public SsdTransformer Model { get; }

    public IDataView Prepared => Prepare.Transform(Ml.Data.LoadFromEnumerable(Rows));

    public void Dispose()
    {
        Model.Dispose();
        Folder.Dispose();
    }

    /// <summary>What the model writes, as a user would read it.</summary>
    public sealed class Output
    {
        public string ImagePath { get; set; } = "";

        public uint[] PredictedLabel { get; set; } = [];

        public float[] PredictedBoundingBoxes { get; set; } = [];

        public float[] Score { get; set; } = [];
    }

    public List<Output> Predict(ITransformer model, IDataView data) => [.. Ml.Data.CreateEnumerable<Output>(model.Transform(data), reuseRowObject: false)];
}
