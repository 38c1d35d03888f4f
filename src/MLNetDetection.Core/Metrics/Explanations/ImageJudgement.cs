namespace MLNetDetection.Core.Metrics.Explanations;

/// <summary>What became of each object and detection of one image when detections of at least one score are kept.</summary>
internal sealed class ImageJudgement
{
    private readonly ImageOverlaps _image;
    private readonly int[] _matches;
    private readonly double _score;
    private readonly ExplanationOptions _options;
    private readonly int[] _finder;
    private readonly int[] _confuser;
    private readonly int[] _confusedWith;

    public ImageJudgement(ImageOverlaps image, int[] matches, double score, ExplanationOptions options)
    {
        _image = image;
        _matches = matches;
        _score = score;
        _options = options;
        _finder = Filled(image.Truths.Length);
        _confuser = Filled(image.Truths.Length);
        _confusedWith = Filled(image.Detections.Length);
        for (int d = 0; d < matches.Length; d++)
        {
            // Matching goes down the scores, so that leaving out the low ones changes no match of the others.
            if (matches[d] >= 0 && IsKept(d) && !image.IsNeutral(matches[d]))
            {
                _finder[matches[d]] = d;
            }
        }

        Confuse();
    }

    /// <summary>The detections that count: kept, and not on a crowd or an ignored object.</summary>
    public IEnumerable<int> Detections =>
        Enumerable.Range(0, _matches.Length).Where(d => IsKept(d) && (_matches[d] < 0 || !_image.IsNeutral(_matches[d])));

    /// <summary>The objects that count.</summary>
    public IEnumerable<int> Truths => Enumerable.Range(0, _image.Truths.Length).Where(g => !_image.IsNeutral(g));

    public bool IsHit(int detection) => _matches[detection] >= 0;

    public bool IsFound(int truth) => _finder[truth] >= 0;

    /// <summary>The IoU with which a found object was found.</summary>
    public double FoundIou(int truth) => _image.Iou(_finder[truth], truth);

    /// <summary>The class that an object not found was taken for, null where it was missed.</summary>
    public int? TakenFor(int truth) => _confuser[truth] < 0 ? null : _image.Detections[_confuser[truth]].ClassId;

    /// <summary>True for a wrong detection that some object was taken for.</summary>
    public bool IsConfusion(int detection) => _confusedWith[detection] >= 0;

    /// <summary>True where a wrong detection of the object's class lies near it.</summary>
    public bool IsNearlyFound(int truth) => Detections.Any(d =>
        !IsHit(d) && _image.SameClass(d, truth) && _image.Iou(d, truth) > _options.BackgroundIou);

    private static int[] Filled(int length)
    {
        int[] result = new int[length];
        Array.Fill(result, -1);
        return result;
    }

    private bool IsKept(int d) => _matches[d] != ImageOverlaps.LeftOut && _image.Detections[d].Score >= _score;

    /// <summary>Pairs objects not found with wrong detections of other classes, the greatest IoU first.</summary>
    private void Confuse()
    {
        int[] wrong = [.. Detections.Where(d => !IsHit(d))];
        var pairs =
            from g in Truths
            where !IsFound(g)
            from d in wrong
            where !_image.SameClass(d, g) && _image.Iou(d, g) >= _options.IouThreshold
            orderby _image.Iou(d, g) descending, d, g
            select (Truth: g, Detection: d);
        foreach ((int truth, int detection) in pairs)
        {
            if (_confuser[truth] < 0 && _confusedWith[detection] < 0)
            {
                _confuser[truth] = detection;
                _confusedWith[detection] = truth;
            }
        }
    }
}
