using MLNetDetection.Torch.Losses;
using TorchSharp;

namespace MLNetDetection.Torch.Tests.Support;

/// <summary>Softmax cross-entropy that calls back first, to fail or to be changed at will.</summary>
internal sealed class MeddlingLoss(Func<int, torch.Tensor, torch.Tensor> meddle) : ClassLoss
{
    private readonly SoftmaxCrossEntropy _loss = new();
    private int _calls;

    public override torch.Tensor PerAnchor(torch.Tensor logits, torch.Tensor labels, torch.Tensor counted) =>
        meddle(++_calls, _loss.PerAnchor(logits, labels, counted));

    /// <summary>A small detector with this loss.</summary>
    public static Torch.Detectors.SsdDetector Detector(Func<int, torch.Tensor, torch.Tensor> meddle)
    {
        var tiny = new Torch.Detectors.TinySsd(80, 60, 16);
        return new Torch.Detectors.SsdDetector(
            new Torch.Detectors.ComposedSsd("meddling", 80, 60, new Backbones.TinyDesign(16), tiny.Anchors, tiny.Preprocessing)
            {
                LossOptions = new MultiBoxLossOptions { MinNegatives = 16, Classes = new MeddlingLoss(meddle) },
            }, ["red", "blue"]);
    }
}
