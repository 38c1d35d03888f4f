using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Suppression;

/// <summary>
/// Turns a detector's scores and boxes into detections: scores above the threshold, the best of each class, per-class
/// suppression, the best overall. Any number of threads may share one.
/// </summary>
/// <remarks>
/// The results are those of torchvision's SSD.postprocess_detections; ties keep class, then box order. The work is not: candidates of all
/// classes come best first, from as many as are needed, and the first that fill the result end it.
/// </remarks>
public sealed partial class DetectionSelector
{
    // Enough for the detections of most pictures; what needs more looks for twice as many.
    private const int FirstCandidates = 1024;
    private const int MostCandidates = 1 << 19;

    private readonly SelectionOptions _options;

    /// <summary>A selector with the given options.</summary>
    public DetectionSelector(SelectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        if (options.ClassAgnostic && options.Kind != SuppressionKind.Greedy)
        {
            throw new ArgumentException("Soft suppression is within each class only.", nameof(options));
        }
    }

    /// <summary>The detections of one image, best first.</summary>
    /// <param name="scores">[A, K]: the scores of each box's K columns, row by row.</param>
    /// <param name="columns">K.</param>
    /// <param name="boxes">[A], already in the units wanted and clipped.</param>
    /// <param name="firstColumn">Column of class 0: 1 where column 0 is the background.</param>
    /// <exception cref="ArgumentException">The number of scores is not boxes * columns, or that of thresholds not that of classes.</exception>
    public Detection[] Select(ReadOnlySpan<float> scores, int columns, ReadOnlySpan<BoxXyxy> boxes, int firstColumn = 1) =>
        Select(scores, ScoreKind.Probability, columns, new GivenBoxes(boxes), firstColumn);

    /// <summary>As above, from probabilities or logits, with boxes that are made as they are needed.</summary>
    /// <typeparam name="TBoxes">How they are made.</typeparam>
    /// <param name="values">[A, K], row by row; a score that is NaN is no candidate.</param>
    /// <param name="kind">What they are. Scores of logits are those of float32 arithmetic within a few units of their last place.</param>
    /// <param name="columns">K.</param>
    /// <param name="boxes">[A].</param>
    /// <param name="firstColumn">Column of class 0: 1 where column 0 is the background.</param>
    /// <exception cref="ArgumentException">The number of values is not boxes * columns, or that of thresholds not that of classes.</exception>
    public Detection[] Select<TBoxes>(ReadOnlySpan<float> values, ScoreKind kind, int columns, TBoxes boxes, int firstColumn = 1)
        where TBoxes : IBoxSource, allows ref struct
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(firstColumn);
        if (values.Length != (long)boxes.Count * columns)
        {
            throw new ArgumentException($"{boxes.Count} boxes with {columns} columns take {(long)boxes.Count * columns} scores, not {values.Length}.", nameof(values));
        }

        float[] thresholds = Thresholds(Math.Max(0, columns - firstColumn));
        using ScoreTable table = ScoreTable.Read(values, kind, columns, firstColumn, thresholds.DefaultIfEmpty().Min());
        int perClass = _options.MinimumSide > 0 ? int.MaxValue : _options.CandidatesPerClass; // small boxes do not count
        using var candidates = new CandidateStream(table, thresholds, boxes.Count, _options.ClassAgnostic, perClass);
        return _options.Kind == SuppressionKind.Greedy ? SelectGreedily(candidates, boxes) : SelectSoftly(candidates, boxes, thresholds);
    }

    /// <summary>Best first of all classes: a class's own order is the same, and what comes after the last detection need not be looked at.</summary>
    private Detection[] SelectGreedily<TBoxes>(CandidateStream candidates, TBoxes boxes)
        where TBoxes : IBoxSource, allows ref struct
    {
        var result = new List<Detection>();
        var kept = new BoxLanes?[candidates.Classes];
        int[] seen = new int[candidates.Classes];
        BoxLanes? together = _options.ClassAgnostic ? new BoxLanes(_options.IouThreshold) : null;
        for (int count = FirstCandidates; candidates.Next(count); count = Math.Min(2 * count, MostCandidates))
        {
            foreach (ulong key in candidates.Keys)
            {
                (int classId, int index) = candidates.Place(key);
                if (seen[classId] == _options.CandidatesPerClass)
                {
                    continue;
                }

                BoxXyxy box = boxes[index];
                if (IsSmall(box))
                {
                    continue;
                }

                if (++seen[classId] == _options.CandidatesPerClass)
                {
                    candidates.LeaveOut(classId);
                }

                BoxLanes lanes = together ?? (kept[classId] ??= new BoxLanes(_options.IouThreshold));
                if (lanes.TryAdd(box))
                {
                    result.Add(new Detection(box, classId, ScoreOrder.Score(key)));
                    if (result.Count == _options.MaximumDetections)
                    {
                        return [.. result];
                    }
                }
            }
        }

        return [.. result];
    }

    private bool IsSmall(BoxXyxy box) =>
        _options.MinimumSide > 0 && !(box.Width >= (float)_options.MinimumSide && box.Height >= (float)_options.MinimumSide);

    private float[] Thresholds(int classes)
    {
        float[] result = new float[classes];
        if (_options.ClassThresholds.Count == 0)
        {
            Array.Fill(result, Rounded(_options.ScoreThreshold));
            return result;
        }

        if (_options.ClassThresholds.Count != classes)
        {
            throw new ArgumentException($"There are {_options.ClassThresholds.Count} thresholds for {classes} classes.");
        }

        for (int i = 0; i < classes; i++)
        {
            result[i] = Rounded(_options.ClassThresholds[i]);
        }

        return result;
    }

    // torchvision compares a float32 score with a float64 threshold; rounding the threshold down keeps every answer.
    private static float Rounded(double threshold)
    {
        float rounded = (float)threshold;
        return rounded > threshold ? MathF.BitDecrement(rounded) : rounded;
    }

    private readonly ref struct GivenBoxes(ReadOnlySpan<BoxXyxy> boxes) : IBoxSource
    {
        private readonly ReadOnlySpan<BoxXyxy> _boxes = boxes;

        public int Count => _boxes.Length;

        public BoxXyxy this[int index] => _boxes[index];
    }
}
