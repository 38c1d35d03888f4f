using static TorchSharp.torch;

namespace MLNetDetection.Torch.Losses;

/// <summary>The columns of boxes [P, 4], xyxy, each [P].</summary>
internal sealed class BoxColumns(Tensor boxes)
{
    public Tensor X1 { get; } = Column(boxes, 0);

    public Tensor Y1 { get; } = Column(boxes, 1);

    public Tensor X2 { get; } = Column(boxes, 2);

    public Tensor Y2 { get; } = Column(boxes, 3);

    public Tensor Width => X2.sub(X1).clamp(0);

    public Tensor Height => Y2.sub(Y1).clamp(0);

    public Tensor CentreX => X1.add(X2).mul(0.5);

    public Tensor CentreY => Y1.add(Y2).mul(0.5);

    private static Tensor Column(Tensor boxes, long index) => boxes.index_select(1, tensor(new[] { index }, device: boxes.device)).squeeze(1);
}
