using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Suppression;
using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Coding;

namespace MLNetDetection.Torch.Detectors;

/// <summary>
/// From the network's numbers of one image to its detections: threshold, decoding of what may pass it, best candidates of
/// each class, suppression within each class, best overall (torchvision's results). Stateless, no tensors.
/// </summary>
public sealed class SsdPostprocessor
{
    // A softmax in float32 sums to 1 within a few units of its last place, for thousands of classes too.
    private const float RoundingSlack = 1e-3f;

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
    /// <param name="probabilities">[A, K] after softmax, background first.</param>
    /// <param name="deltas">[A, 4].</param>
    /// <param name="options">Checked already.</param>
    /// <returns>Boxes in pixels of the network's input, clipped to it.</returns>
    public Detection[] Detect(ReadOnlySpan<float> probabilities, ReadOnlySpan<float> deltas, DetectOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        int labels = _anchors.Count == 0 ? 0 : probabilities.Length / _anchors.Count;
        if (probabilities.Length != labels * _anchors.Count || deltas.Length != 4 * _anchors.Count)
        {
            throw new ArgumentException($"{_anchors.Count} anchors do not fit {probabilities.Length} scores and {deltas.Length} deltas.");
        }

        var boxes = new BoxXyxy[_anchors.Count];
        for (int a = 0; a < boxes.Length; a++)
        {
            // Few anchors see anything: the others keep an empty box, which the threshold drops unread.
            if (1 - probabilities[a * labels] >= options.ScoreThreshold - RoundingSlack)
            {
                boxes[a] = _coder.Decode(DeltasOf(deltas, a), _anchors[a]).Clip(_inputWidth, _inputHeight);
            }
        }

        var selector = new DetectionSelector(new SelectionOptions
        {
            ScoreThreshold = options.ScoreThreshold,
            IouThreshold = options.SuppressionIou,
            CandidatesPerClass = options.CandidatesPerClass,
            MaximumDetections = options.MaxDetections,
            MinimumSide = options.MinimumSide,
            ClassAgnostic = options.ClassAgnostic,
            Kind = options.Suppression,
            Sigma = options.SoftSigma,
        });
        return selector.Select(probabilities, Math.Max(1, labels), boxes);
    }

    private static BoxDeltas DeltasOf(ReadOnlySpan<float> deltas, int anchor) =>
        new(deltas[4 * anchor], deltas[4 * anchor + 1], deltas[4 * anchor + 2], deltas[4 * anchor + 3]);
}
