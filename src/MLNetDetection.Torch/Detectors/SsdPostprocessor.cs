using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Suppression;
using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Coding;

namespace MLNetDetection.Torch.Detectors;

/// <summary>
/// From the network's numbers of one image to its detections: threshold, softmax of what may pass it, decoding of the best candidates,
/// suppression within each class, best overall (torchvision's results). Stateless, no tensors.
/// </summary>
public sealed class SsdPostprocessor
{
    private readonly AnchorSet _anchors;
    private readonly IBoxCoder _coder;
    private readonly float _inputWidth;
    private readonly float _inputHeight;

    /// <summary>A postprocessor for one input size.</summary>
    /// <param name="anchors">The network's anchors, pixels of its input.</param>
    /// <param name="coder">How the deltas were coded.</param>
    /// <param name="inputWidth">Pixels; boxes are clipped to the input.</param>
    /// <param name="inputHeight">Pixels.</param>
    public SsdPostprocessor(AnchorSet anchors, IBoxCoder coder, int inputWidth, int inputHeight)
    {
        ArgumentNullException.ThrowIfNull(anchors);
        ArgumentNullException.ThrowIfNull(coder);
        (_anchors, _coder, _inputWidth, _inputHeight) = (anchors, coder, inputWidth, inputHeight);
    }

    /// <summary>The detections of one image, best first; equal scores by class, then by anchor.</summary>
    /// <param name="scores">[A, K], background first.</param>
    /// <param name="kind">What the scores are. Of sigmoid logits the background's column is not read.</param>
    /// <param name="deltas">[A, 4].</param>
    /// <param name="options">Thresholds and limits.</param>
    /// <returns>Boxes in pixels of the network's input, clipped to it.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit the anchors.</exception>
    public Detection[] Detect(ReadOnlySpan<float> scores, ScoreKind kind, ReadOnlySpan<float> deltas, SelectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        int labels = _anchors.Count == 0 ? 0 : scores.Length / _anchors.Count;
        if (scores.Length != labels * _anchors.Count || deltas.Length != 4 * _anchors.Count)
        {
            throw new ArgumentException($"{_anchors.Count} anchors do not fit {scores.Length} scores and {deltas.Length} deltas.");
        }

        return labels == 0 ? [] : new DetectionSelector(options).Select(scores, kind, labels, new DecodedBoxes(this, deltas));
    }

    private readonly ref struct DecodedBoxes(SsdPostprocessor owner, ReadOnlySpan<float> deltas) : IBoxSource
    {
        private readonly ReadOnlySpan<float> _deltas = deltas;

        public int Count => owner._anchors.Count;

        public BoxXyxy this[int index]
        {
            get
            {
                ReadOnlySpan<float> d = _deltas.Slice(4 * index, 4);
                return owner._coder.Decode(new BoxDeltas(d[0], d[1], d[2], d[3]), owner._anchors[index]).Clip(owner._inputWidth, owner._inputHeight);
            }
        }
    }
}
