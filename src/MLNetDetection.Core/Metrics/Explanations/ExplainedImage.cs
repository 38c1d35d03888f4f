namespace MLNetDetection.Core.Metrics.Explanations;

/// <summary>One image and its boxes, with the ids of their classes.</summary>
internal sealed record ExplainedImage(EvaluationImage Image, GroundTruthBox[] Truths, DetectionBox[] Detections)
{
    /// <summary>The image at an index of a set.</summary>
    public static ExplainedImage Read(EvaluationSet set, int index)
    {
        GroundTruthColumns g = set.GroundTruth;
        DetectionColumns d = set.Detections;
        int start = g.ImageStarts[index];
        var truths = new GroundTruthBox[g.ImageStarts[index + 1] - start];
        for (int i = 0; i < truths.Length; i++)
        {
            int at = start + i;
            truths[i] = new GroundTruthBox(
                g.X[at], g.Y[at], g.Widths[at], g.Heights[at], set.Classes[g.ClassIndices[at]].Id, g.Areas[at], g.IsCrowd[at], g.IsDifficult[at]);
        }

        start = d.ImageStarts[index];
        var detections = new DetectionBox[d.ImageStarts[index + 1] - start];
        for (int i = 0; i < detections.Length; i++)
        {
            int at = start + i;
            detections[i] = new DetectionBox(d.X[at], d.Y[at], d.Widths[at], d.Heights[at], set.Classes[d.ClassIndices[at]].Id, d.Scores[at]);
        }

        return new ExplainedImage(set.Images[index], truths, detections);
    }
}
