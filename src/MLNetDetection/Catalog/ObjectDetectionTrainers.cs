using Microsoft.ML;

namespace MLNetDetection;

/// <summary>The trainers of <see cref="ObjectDetectionCatalog"/>.</summary>
public sealed class ObjectDetectionTrainers
{
    private readonly MLContext _ml;

    internal ObjectDetectionTrainers(MLContext ml) => _ml = ml;

    /// <summary>An SSD with the given options, or the defaults.</summary>
    public SsdTrainer Ssd(SsdTrainer.Options? options = null) => new(_ml, options);

    /// <summary>An SSD with default options but for the columns it reads.</summary>
    /// <param name="labelColumnName">A vector of keys, one class for each object.</param>
    /// <param name="boundingBoxColumnName">Four floats for each object, x0 y0 x1 y1 in pixels.</param>
    /// <param name="imageColumnName">The MLImage column.</param>
    public SsdTrainer Ssd(string labelColumnName, string boundingBoxColumnName = "BoundingBoxes", string imageColumnName = "Image") => new(_ml, new SsdTrainer.Options
    {
        LabelColumnName = labelColumnName,
        BoundingBoxColumnName = boundingBoxColumnName,
        ImageColumnName = imageColumnName,
    });
}
