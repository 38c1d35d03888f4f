using Microsoft.ML;
using MLNetDetection.Core.Annotations;

namespace MLNetDetection.Tests.TestData;

/// <summary>A model that has hardly learnt, for all tests of how one asks it.</summary>
public sealed class QuickModel : IDisposable
{
    public QuickModel()
    {
        Rows = BlockPictures.Write(Folder, 7, seed: 7);
        Model = Train();
    }

    public MLContext Ml { get; } = new(1);

    public TemporaryFolder Folder { get; } = new();

    public List<BlockPictures.Row> Rows { get; }

    public SsdTransformer Model { get; }

    public string[] Paths => [.. Rows.Select(row => row.ImagePath)];

    /// <summary>Another one of the same weights, to be disposed.</summary>
    public SsdTransformer Train(SsdTrainer.Options? options = null) => new SsdTrainer(Ml, options ?? QuickOptions.Create()).Fit(BlockPictures.Prepare(Ml, Rows));

    public void Dispose()
    {
        Model.Dispose();
        Folder.Dispose();
    }

    /// <summary>Another batch size may take another convolution algorithm: the sums differ in their last bits, and near ties may change places.</summary>
    public static void AssertNear(IReadOnlyList<Detection> expected, IReadOnlyList<Detection> actual)
    {
        Assert.InRange(actual.Count, expected.Count - 1, expected.Count + 1);
        foreach (Detection item in expected.Take(5))
        {
            Assert.Contains(actual, other => other.ClassId == item.ClassId && Math.Abs(other.Score - item.Score) < 1e-4
                && Math.Abs(other.Box.X1 - item.Box.X1) < 0.05 && Math.Abs(other.Box.Y2 - item.Box.Y2) < 0.05);
        }
    }
}
