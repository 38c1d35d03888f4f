using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Suppression;

/// <content>What the options may ask for beside greedy suppression within each class.</content>
public sealed partial class DetectionSelector
{
    /// <summary>Takes boxes that are too small out of every column's candidates.</summary>
    private void DropSmall(ReadOnlySpan<BoxXyxy> boxes, int columns)
    {
        float smallest = (float)_options.MinimumSide;
        int write = 0;
        for (int column = 0, start = 0; column < columns; column++)
        {
            int end = _ends[column];
            for (int i = start; i < end; i++)
            {
                BoxXyxy box = boxes[ScoreOrder.Index(_candidates[i])];
                if (box.Width >= smallest && box.Height >= smallest)
                {
                    _candidates[write++] = _candidates[i];
                }
            }

            (start, _ends[column]) = (end, write);
        }
    }

    /// <summary>The best of each class first, then one greedy suppression over all of them.</summary>
    private Detection[] SelectAcrossClasses(ReadOnlySpan<BoxXyxy> boxes, ReadOnlySpan<float> scores, int columns, int firstColumn)
    {
        var all = new List<(ulong Key, int Column)>();
        for (int column = 0, start = 0; column < columns; start = _ends[column], column++)
        {
            Span<ulong> keys = _candidates.AsSpan(start, _ends[column] - start);
            keys.Sort();
            foreach (ulong key in keys[..Math.Min(keys.Length, _options.CandidatesPerClass)])
            {
                all.Add((key, column));
            }
        }

        all.Sort(); // by score, then box, then class
        _lanes.Clear();
        var result = new List<Detection>();
        foreach ((ulong key, int column) in all)
        {
            int box = ScoreOrder.Index(key);
            if (_lanes.TryAdd(boxes[box]))
            {
                result.Add(new Detection(boxes[box], column - firstColumn, scores[(box * columns) + column]));
                if (result.Count == _options.MaximumDetections)
                {
                    break;
                }
            }
        }

        return [.. result];
    }

    private void SuppressSoftly(
        ReadOnlySpan<ulong> keys, int classId, ReadOnlySpan<BoxXyxy> boxes, ReadOnlySpan<float> scores, int columns, int firstColumn)
    {
        var candidates = new BoxXyxy[keys.Length];
        var candidateScores = new float[keys.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            int box = ScoreOrder.Index(keys[i]);
            candidates[i] = boxes[box];
            candidateScores[i] = scores[(box * columns) + classId + firstColumn];
        }

        foreach ((int index, float score) in SoftSuppression.Run(
            candidates, candidateScores, _options.Kind, _options.IouThreshold, _options.Sigma, _options.ScoreThreshold, _options.MaximumDetections))
        {
            _kept.Add((ScoreOrder.Key(score, _kept.Count), new Detection(candidates[index], classId, score)));
        }
    }
}
