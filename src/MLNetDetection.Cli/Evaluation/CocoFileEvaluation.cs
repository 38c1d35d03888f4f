using MLNetDetection.Core.Metrics;
using MLNetDetection.Core.Metrics.Output;

namespace MLNetDetection.Cli.Evaluation;

/// <summary>COCO's JSON against COCO's JSON.</summary>
internal sealed class CocoFileEvaluation : IEvaluationSource
{
    public required string GroundTruth { get; init; }

    public required string Detections { get; init; }

    public string? Images { get; init; }

    public string Subtitle => Path.GetFileName(Detections);

    public IReadOnlyList<KeyValuePair<string, string?>> Facts =>
        [new("Ground truth", Path.GetFileName(GroundTruth)), new("Detections", Path.GetFileName(Detections))];

    public Func<EvaluationImage, byte[]?>? PictureOf => Images is null ? null : new PictureFolder(Images).Read;

    public EvaluationSet Read(TextWriter errors, CancellationToken cancellation)
    {
        EvaluationSet set = CocoFiles.Read(GroundTruth, Detections, cancellation);
        if (set.SkippedDetections > 0)
        {
            errors.WriteLine($"{set.SkippedDetections} detections are of categories that {GroundTruth} does not list; they are left out.");
        }

        return set;
    }
}
