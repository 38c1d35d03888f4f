using MLNetDetection.Core.Metrics.Coco;

namespace MLNetDetection.Core.Metrics;

/// <summary>
/// COCO's ground truth and result files, ready for evaluation. They are read as a stream, whatever their length; masks,
/// keypoints and licences are passed over. Ids may be numbers or text of a number.
/// </summary>
public static class CocoFiles
{
    /// <summary>Reads a ground truth file and, where there is one, a file of detections.</summary>
    /// <param name="groundTruthPath">An object with "images", "annotations" and "categories".</param>
    /// <param name="detectionsPath">
    /// An array of detections, or an object that has it as "annotations"; null for none. Those of categories that the ground
    /// truth does not list are left out and counted, as pycocotools does.
    /// </param>
    /// <param name="cancellation">Looked at every few thousand boxes.</param>
    /// <exception cref="InvalidDataException">
    /// A file is not COCO's JSON, a box or a score is not sound, or an image or category is not listed; the message names the
    /// file, the entry and the place.
    /// </exception>
    public static EvaluationSet Read(string groundTruthPath, string? detectionsPath, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(groundTruthPath);
        EvaluationSetBuilder builder = CocoFileReader.GroundTruth(groundTruthPath, cancellation);
        if (detectionsPath is not null)
        {
            CocoFileReader.Detections(detectionsPath, builder, cancellation);
        }

        return builder.Build();
    }
}
