using System.Numerics;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Suppression;

/// <summary>
/// Turns a detector's scores and boxes into detections: scores above the threshold, the best of each class, per-class
/// suppression, the best overall. Keeps its buffers, so one instance serves one thread at a time.
/// </summary>
/// <remarks>The steps and their order are those of torchvision's SSD.postprocess_detections; ties keep class, then box order.</remarks>
public sealed partial class DetectionSelector
{
    private readonly SelectionOptions _options;
    private readonly float _threshold;
    private readonly BoxLanes _lanes;
    private readonly List<ulong> _found = [];
    private readonly List<(ulong Key, Detection Detection)> _kept = [];
    private ulong[] _candidates = [];
    private int[] _ends = [];

    /// <summary>A selector with the given options.</summary>
    public DetectionSelector(SelectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        float rounded = (float)options.ScoreThreshold;
        _threshold = rounded > options.ScoreThreshold ? MathF.BitDecrement(rounded) : rounded;
        _lanes = new BoxLanes(options.IouThreshold);
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
    /// <exception cref="ArgumentException">The number of scores is not boxes * columns.</exception>
    public Detection[] Select(ReadOnlySpan<float> scores, int columns, ReadOnlySpan<BoxXyxy> boxes, int firstColumn = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(firstColumn);
        if (scores.Length != (long)boxes.Length * columns)
        {
            throw new ArgumentException($"{boxes.Length} boxes with {columns} columns take {(long)boxes.Length * columns} scores, not {scores.Length}.", nameof(scores));
        }

        Find(scores, columns, firstColumn);
        GroupByColumn(scores, columns);
        _kept.Clear();
        if (_options.MinimumSide > 0)
        {
            DropSmall(boxes, columns);
        }

        if (_options.ClassAgnostic)
        {
            return SelectAcrossClasses(boxes, scores, columns, firstColumn);
        }

        for (int column = 0, start = 0; column < columns; start = _ends[column], column++)
        {
            Suppress(_candidates.AsSpan(start, _ends[column] - start), column - firstColumn, boxes, scores, columns, firstColumn);
        }

        _kept.Sort((a, b) => a.Key.CompareTo(b.Key));
        int count = Math.Min(_kept.Count, _options.MaximumDetections);
        Detection[] result = new Detection[count];
        for (int i = 0; i < count; i++)
        {
            result[i] = _kept[i].Detection;
        }

        return result;
    }

    /// <summary>Positions of all scores above the threshold; most vectors hold none and are skipped whole.</summary>
    private void Find(ReadOnlySpan<float> scores, int columns, int firstColumn)
    {
        _found.Clear();
        Vector<float> threshold = new(_threshold);
        int i = 0, lanes = Vector<float>.Count;
        for (; i <= scores.Length - lanes; i += lanes)
        {
            if (Vector.GreaterThanAny(new Vector<float>(scores.Slice(i, lanes)), threshold))
            {
                FindOneByOne(scores, i, i + lanes, columns, firstColumn);
            }
        }

        FindOneByOne(scores, i, scores.Length, columns, firstColumn);
    }

    private void FindOneByOne(ReadOnlySpan<float> scores, int from, int to, int columns, int firstColumn)
    {
        for (int i = from; i < to; i++)
        {
            if (scores[i] > _threshold && i % columns >= firstColumn)
            {
                _found.Add((ulong)i);
            }
        }
    }

    /// <summary>A counting sort: _candidates holds the keys (score, box) of column 0, then 1 and so on, up to _ends.</summary>
    private void GroupByColumn(ReadOnlySpan<float> scores, int columns)
    {
        if (_candidates.Length < _found.Count)
        {
            _candidates = new ulong[_found.Count * 2];
        }

        if (_ends.Length < columns)
        {
            _ends = new int[columns];
        }

        Array.Clear(_ends);
        foreach (ulong position in _found)
        {
            _ends[(int)position % columns]++;
        }

        for (int column = 0, sum = 0; column < columns; column++)
        {
            (sum, _ends[column]) = (sum + _ends[column], sum);
        }

        foreach (ulong position in _found)
        {
            int box = (int)position / columns, column = (int)position % columns;
            _candidates[_ends[column]++] = ScoreOrder.Key(scores[(int)position], box);
        }
    }

    private void Suppress(
        Span<ulong> keys, int classId, ReadOnlySpan<BoxXyxy> boxes, ReadOnlySpan<float> scores, int columns, int firstColumn)
    {
        keys.Sort();
        if (_options.Kind != SuppressionKind.Greedy)
        {
            SuppressSoftly(keys[..Math.Min(keys.Length, _options.CandidatesPerClass)], classId, boxes, scores, columns, firstColumn);
            return;
        }

        _lanes.Clear();
        foreach (ulong key in keys[..Math.Min(keys.Length, _options.CandidatesPerClass)])
        {
            // No class gives more than all classes together may keep.
            if (_lanes.Count == _options.MaximumDetections)
            {
                return;
            }

            int box = ScoreOrder.Index(key);
            if (_lanes.TryAdd(boxes[box]))
            {
                float score = scores[(box * columns) + classId + firstColumn];
                _kept.Add((ScoreOrder.Key(score, _kept.Count), new Detection(boxes[box], classId, score)));
            }
        }
    }
}
