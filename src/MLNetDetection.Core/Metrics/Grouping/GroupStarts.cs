namespace MLNetDetection.Core.Metrics.Grouping;

/// <summary>Finds the groups in the images of a class's objects and detections, both ascending.</summary>
internal sealed class GroupStarts
{
    private readonly List<int> _truths = [0];
    private readonly List<int> _detections = [0];

    public int Count => _truths.Count - 1;

    public void AddClass(ReadOnlySpan<int> truthImages, ReadOnlySpan<int> detectionImages)
    {
        int firstTruth = _truths[^1], firstDetection = _detections[^1], t = 0, d = 0;
        while (t < truthImages.Length || d < detectionImages.Length)
        {
            int image = Math.Min(
                t < truthImages.Length ? truthImages[t] : int.MaxValue, d < detectionImages.Length ? detectionImages[d] : int.MaxValue);
            while (t < truthImages.Length && truthImages[t] == image)
            {
                t++;
            }

            while (d < detectionImages.Length && detectionImages[d] == image)
            {
                d++;
            }

            _truths.Add(firstTruth + t);
            _detections.Add(firstDetection + d);
        }
    }

    public (int[] Truths, int[] Detections) Ends() => ([.. _truths], [.. _detections]);
}
