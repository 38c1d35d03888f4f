using TorchSharp;
using static TorchSharp.torch;

namespace MLNetDetection.Torch.Losses;

/// <summary>Losses of overlap, of boxes in pixels.</summary>
public sealed class IouLoss : BoxLoss
{
    private const double Tiny = 1e-7;
    private const double BoundedBeta = 0.2;
    private const double BoundedEpsilon = 1e-3;

    private readonly IouKind _kind;

    /// <summary>A loss.</summary>
    public IouLoss(IouKind kind = IouKind.Giou)
    {
        if (!Enum.IsDefined(kind))
        {
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such overlap.");
        }

        _kind = kind;
    }

    /// <inheritdoc/>
    public override bool TakesBoxes => true;

    /// <inheritdoc/>
    public override Tensor PerBox(Tensor predicted, Tensor wanted)
    {
        using DisposeScope scope = NewDisposeScope();
        var p = new BoxColumns(predicted);
        var w = new BoxColumns(wanted);
        return (_kind == IouKind.Bounded ? Bounded(p, w) : Overlap(p, w)).MoveToOuterDisposeScope();
    }

    private Tensor Overlap(BoxColumns p, BoxColumns w)
    {
        Tensor width = p.X2.minimum(w.X2).sub(p.X1.maximum(w.X1)).clamp(0), height = p.Y2.minimum(w.Y2).sub(p.Y1.maximum(w.Y1)).clamp(0);
        Tensor shared = width.mul(height);
        Tensor union = p.Width.mul(p.Height).add(w.Width.mul(w.Height)).sub(shared).clamp(Tiny);
        Tensor iou = shared.div(union);
        if (_kind == IouKind.Iou)
        {
            return iou.clamp(1e-6, 1).log().neg();
        }

        Tensor left = p.X1.minimum(w.X1), top = p.Y1.minimum(w.Y1); // of the smallest box around both
        Tensor across = p.X2.maximum(w.X2).sub(left), down = p.Y2.maximum(w.Y2).sub(top);
        if (_kind == IouKind.Giou)
        {
            Tensor around = across.mul(down).clamp(Tiny);
            return iou.neg().add(1).add(around.sub(union).div(around).clamp(0));
        }

        Tensor distance = p.CentreX.sub(w.CentreX).pow(2).add(p.CentreY.sub(w.CentreY).pow(2));
        Tensor result = iou.neg().add(1).add(distance.div(across.pow(2).add(down.pow(2)).clamp(Tiny)));
        if (_kind == IouKind.Diou)
        {
            return result;
        }

        Tensor turn = w.Width.div(w.Height.clamp(Tiny)).atan().sub(p.Width.div(p.Height.clamp(Tiny)).atan());
        Tensor form = turn.pow(2).mul(4 / (Math.PI * Math.PI));
        Tensor share = form.div(iou.neg().add(1).add(form).clamp(Tiny)).detach(); // the paper's alpha takes no gradient
        return result.add(share.mul(form));
    }

    private static Tensor Bounded(BoxColumns p, BoxColumns w)
    {
        Tensor[] parts =
        [
            Shift(p.CentreX, w.CentreX, w.Width), Shift(p.CentreY, w.CentreY, w.Height),
            Side(p.Width, w.Width), Side(p.Height, w.Height),
        ];
        Tensor all = stack(parts, 1); // [P, 4]
        return all.pow(2).mul(0.5 / BoundedBeta).where(all.lt(BoundedBeta), all.sub(all.mul(0).add(BoundedBeta / 2))).sum(1);
    }

    private static Tensor Shift(Tensor predicted, Tensor wanted, Tensor side)
    {
        Tensor twice = predicted.sub(wanted).abs().mul(2);
        return side.sub(twice).div(side.add(twice).add(BoundedEpsilon)).clamp(0).neg().add(side.div(side.add(BoundedEpsilon)));
    }

    private static Tensor Side(Tensor predicted, Tensor wanted) =>
        wanted.div(predicted.add(BoundedEpsilon)).minimum(predicted.div(wanted.add(BoundedEpsilon))).neg()
            .add(wanted.div(wanted.add(BoundedEpsilon))).clamp(0);
}
