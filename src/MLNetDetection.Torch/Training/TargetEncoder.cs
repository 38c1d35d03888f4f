using System.Buffers;
using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Augmentation;
using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Matching;
using MLNetDetection.Torch.Sampling;

namespace MLNetDetection.Torch.Training;

/// <summary>Turns an image's objects into labels of anchors and deltas of the positive ones. Thread-safe.</summary>
internal sealed class TargetEncoder(AnchorSet anchors, AnchorMatcher matcher, IBoxCoder coder, IAnchorSampler? sampler = null)
{
    /// <summary>What the loss does not count.</summary>
    public const long NotCounted = -1;

    public int AnchorCount => anchors.Count;

    /// <summary>Fills <paramref name="labels"/> ([A]; 0 background, class + 1, -1 not counted) and returns the positive anchors.</summary>
    public PositiveAnchor[] Encode(IReadOnlyList<AnnotatedObject> objects, Span<long> labels, ref RandomStream random)
    {
        int[] rented = ArrayPool<int>.Shared.Rent(anchors.Count);
        float[] overlaps = ArrayPool<float>.Shared.Rent(anchors.Count);
        try
        {
            Span<int> matches = rented.AsSpan(0, anchors.Count);
            matcher.Match(anchors, objects, matches, overlaps.AsSpan(0, anchors.Count));
            sampler?.Sample(matches, overlaps.AsSpan(0, anchors.Count), ref random);
            var positives = new List<PositiveAnchor>();
            for (int a = 0; a < matches.Length; a++)
            {
                labels[a] = matches[a] == AnchorMatcher.NotCounted ? NotCounted : 0;
                if (matches[a] >= 0)
                {
                    AnnotatedObject item = objects[matches[a]];
                    labels[a] = LabelMap.ToLabel(item.ClassId);
                    positives.Add(new PositiveAnchor(a, coder.Encode(item.Box, anchors[a])));
                }
            }

            return [.. positives];
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
            ArrayPool<float>.Shared.Return(overlaps);
        }
    }
}
