using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Backbones;
using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Losses;
using MLNetDetection.Torch.Matching;
using MLNetDetection.Torch.Sampling;

namespace MLNetDetection.Recipes;

/// <summary>Puts a known network together with some of its parts exchanged.</summary>
internal static class ArchitectureParts
{
    /// <summary>The same backbone and head with the given parts; null anchors are the network's own shapes, laid on the input's cells.</summary>
    public static ComposedSsd WithParts(
        this SsdArchitecture network, int width, int height, Preprocessing preprocessing, AnchorGenerator? anchors, IBoxCoder coder,
        MatcherOptions matching, IAnchorSampler? sampler, MultiBoxLossOptions loss)
    {
        var composed = network as ComposedSsd;
        BackboneDesign backbone = composed?.Backbone ?? new TinyDesign(((TinySsd)network).Channels);
        return new ComposedSsd(
            network.Name, width, height, backbone, anchors ?? Laid(network, width, height), preprocessing, composed?.Head ?? Torch.Heads.HeadKind.Convolution, coder)
        {
            MatchingOptions = matching,
            SamplerOption = sampler,
            LossOptions = loss,
            DetectionOptions = () => network.Detection,
        };
    }

    // Steps in pixels hold for the input that they were written for.
    private static AnchorGenerator Laid(SsdArchitecture network, int width, int height) =>
        network.Anchors.Layout.StepsPx is null || (width == network.InputWidth && height == network.InputHeight)
            ? network.Anchors
            : new AnchorGenerator(network.Anchors.Shapes, network.Anchors.Layout with { StepsPx = null });
}
