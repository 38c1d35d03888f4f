namespace MLNetDetection.Core.Metrics;

/// <summary>
/// What evaluators and explanations read: the ground truth and the detections of many images as columns, without the images.
/// An <see cref="EvaluationSetBuilder"/> or <see cref="CocoFiles"/> makes one; it does not change afterwards, and any number of
/// threads may read it.
/// </summary>
public sealed class EvaluationSet
{
    internal EvaluationSet(
        EvaluationClass[] classes, EvaluationImage[] images, GroundTruthColumns groundTruth, DetectionColumns detections, long skipped)
    {
        Classes = classes;
        Images = images;
        GroundTruth = groundTruth;
        Detections = detections;
        SkippedDetections = skipped;
    }

    /// <summary>Every class that was listed or met, by id.</summary>
    public IReadOnlyList<EvaluationClass> Classes { get; }

    /// <summary>By id; images without any box too.</summary>
    public IReadOnlyList<EvaluationImage> Images { get; }

    /// <summary>The annotated objects.</summary>
    public GroundTruthColumns GroundTruth { get; }

    /// <summary>The detections.</summary>
    public DetectionColumns Detections { get; }

    /// <summary>Detections left out because their class is none of those listed, as pycocotools does with files.</summary>
    public long SkippedDetections { get; }
}
