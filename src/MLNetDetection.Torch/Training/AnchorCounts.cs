namespace MLNetDetection.Torch.Training;

/// <summary>Counts of an epoch so far for <see cref="AnchorMetrics"/>.</summary>
internal sealed class AnchorCounts
{
    private long _right;
    private long _predicted;
    private long _positive;
    private double _offsets;

    public AnchorMetrics Metrics => new(
        _predicted + _positive == 0 ? -1 : 2.0 * _right / (_predicted + _positive),
        _positive == 0 ? -1 : _offsets / (4.0 * _positive));

    /// <summary>Adds images as the network told them before the step.</summary>
    /// <param name="logits">[N, A, K].</param>
    /// <param name="deltas">[N, A, 4].</param>
    /// <param name="batch">Labels and the positives with their targets.</param>
    /// <param name="part">Which N images of the batch.</param>
    public void Add(ReadOnlySpan<float> logits, ReadOnlySpan<float> deltas, TrainingBatch batch, BatchPart part)
    {
        int anchors = batch.Shape.Anchors, classes = logits.Length / (part.Count * anchors);
        for (int i = 0; i < part.Count * anchors; i++)
        {
            long label = batch.Labels[(part.First * anchors) + i];
            int told = label < 0 ? 0 : Likeliest(logits.Slice(i * classes, classes));
            _predicted += told > 0 ? 1 : 0;
            _positive += label > 0 ? 1 : 0;
            _right += label > 0 && told == label ? 1 : 0;
        }

        for (int n = 0; n < part.Count; n++)
        {
            foreach (PositiveAnchor positive in batch.Positives[part.First + n])
            {
                ReadOnlySpan<float> found = deltas.Slice(4 * ((n * anchors) + positive.Anchor), 4);
                _offsets += Math.Abs(found[0] - positive.Target.X) + Math.Abs(found[1] - positive.Target.Y)
                    + Math.Abs(found[2] - positive.Target.W) + Math.Abs(found[3] - positive.Target.H);
            }
        }
    }

    private static int Likeliest(ReadOnlySpan<float> logits)
    {
        int best = 0;
        for (int k = 1; k < logits.Length; k++)
        {
            best = logits[k] > logits[best] ? k : best;
        }

        return best;
    }
}
