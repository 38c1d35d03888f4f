using MLNetDetection.Torch.Backbones;

namespace MLNetDetection.Torch.Export.Graphs;

/// <summary>The feature maps of any backbone.</summary>
internal static class BackboneGraph
{
    private const string Key = "backbone";

    /// <summary>From a normalised [N, 3, H, W] to the names of the maps, finest first.</summary>
    /// <exception cref="NotSupportedException">The backbone has no ONNX form; the message names it.</exception>
    public static IReadOnlyList<string> Write(LayerWriter layers, BackboneDesign design, string input) => design switch
    {
        TinyDesign => TinyGraph.Write(layers, Key, input),
        GluonDesign => GluonGraph.Write(layers, Key, input),
        VggDesign vgg => VggGraph.Write(layers, Key, input, vgg),
        ResNetDesign resNet => ResNetGraph.Write(layers, Key, input, resNet),
        MobileNetV2Design => MobileNetV2Graph.Write(layers, Key, input),
        MobileNetV3Design mobile => MobileNetV3Graph.Write(layers, Key, input, mobile),
        _ => throw new NotSupportedException($"The backbone {design.Name} ({design.GetType().Name}) has no ONNX form."),
    };
}
