using Microsoft.ML;
using MLNetDetection.Tests.TestData;

namespace MLNetDetection.Web.Tests;

/// <summary>One short training for all tests: a detector of red and blue blocks, and another version of it.</summary>
public sealed class TrainedModel : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TrainedModel()
    {
        Pictures = BlockPictures.Write(_folder, 24, seed: 7, withNegatives: false);
        Path = Train(epochs: 240, "blocks.zip");
        OtherPath = Train(epochs: 1, "other.zip");
    }

    /// <summary>Finds the blocks.</summary>
    public string Path { get; }

    /// <summary>Hardly trained: a file with other contents.</summary>
    public string OtherPath { get; }

    public List<BlockPictures.Row> Pictures { get; }

    public void Dispose() => _folder.Dispose();

    private string Train(int epochs, string name)
    {
        var ml = new MLContext(1);
        IDataView rows = ml.Data.LoadFromEnumerable(Pictures);
        ITransformer model = BlockPictures.Pipeline(ml).Append(new SsdTrainer(ml, QuickOptions.Create(epochs))).Fit(rows);
        string path = _folder.File(name);
        ml.Model.Save(model, rows.Schema, path);
        (model as IDisposable)?.Dispose();
        return path;
    }
}
