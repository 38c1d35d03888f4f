using MLNetDetection.Core.Geometry;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Coding;

/// <summary>How a box becomes the four numbers that the network learns of it at an anchor, and back. Stateless.</summary>
public interface IBoxCoder
{
    /// <summary>The deltas that decode to <paramref name="box"/>.</summary>
    /// <param name="box">Pixels; finite, sides over 0.</param>
    /// <param name="anchor">Pixels; sides over 0.</param>
    /// <exception cref="ArgumentException">The box has no area.</exception>
    BoxDeltas Encode(BoxXyxy box, BoxXyxy anchor);

    /// <summary>The box of <paramref name="deltas"/>, pixels; not clipped to the image.</summary>
    BoxXyxy Decode(BoxDeltas deltas, BoxXyxy anchor);

    /// <summary>The boxes of many deltas, with gradient.</summary>
    /// <param name="deltas">float32 [P, 4].</param>
    /// <param name="anchors">float32 [P, 4], xyxy pixels.</param>
    /// <returns>float32 [P, 4], xyxy pixels.</returns>
    Tensor Decode(Tensor deltas, Tensor anchors);
}
