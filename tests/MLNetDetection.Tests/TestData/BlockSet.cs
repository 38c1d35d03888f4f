using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Data;

namespace MLNetDetection.Tests.TestData;

/// <summary>The rows of <see cref="BlockPictures"/> as a set for evaluators without ML.NET.</summary>
internal sealed class BlockSet(IReadOnlyList<BlockPictures.Row> rows, IReadOnlyList<string> classNames) : ITrainingSet
{
    public int Count => rows.Count;

    public IReadOnlyList<string> ClassNames => classNames;

    public TrainingSample Read(int index)
    {
        BlockPictures.Row row = rows[index];
        AnnotatedObject[] objects = [.. row.Label.Zip(row.BoundingBoxes.Chunk(4), (label, b) =>
            new AnnotatedObject(new BoxXyxy(b[0], b[1], b[2], b[3]), classNames.ToList().IndexOf(label)))];
        return new TrainingSample(row.ImagePath, DetectionImages.Read(row.ImagePath), objects);
    }
}
