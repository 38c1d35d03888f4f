namespace MLNetDetection.Torch.Export;

/// <summary>How far an exported graph goes.</summary>
public enum OnnxEnd
{
    /// <summary>What the heads say: <c>logits</c> [N, A, K], background first, and <c>deltas</c> [N, A, 4], coded.</summary>
    Raw,

    /// <summary>
    /// Of every anchor <c>boxes</c> [N, A, 4], x1 y1 x2 y2 in pixels of the input and clipped to it, and <c>scores</c> [N, A, C], probabilities of
    /// the classes without background.
    /// </summary>
    Boxes,

    /// <summary>
    /// After suppression, best first: <c>boxes</c> [M, 4], <c>scores</c> [M], <c>classes</c> [M] from 0, <c>images</c> [M] from 0. M depends on the
    /// pictures.
    /// </summary>
    Detections,
}
