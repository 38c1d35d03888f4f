using MLNetDetection.Torch.Anchors;
using MLNetDetection.Torch.Backbones;
using MLNetDetection.Torch.Heads;

namespace MLNetDetection.Torch.Export.Graphs;

/// <summary><see cref="SsdHead"/>: one predictor per map, laid in a row in the anchors' order.</summary>
internal static class HeadGraph
{
    /// <summary>From the maps to the value that holds [N, A, columns].</summary>
    /// <param name="layers">Has the weights.</param>
    /// <param name="key">Of the scoring head.</param>
    /// <param name="maps">Feature maps, finest first.</param>
    /// <param name="columns">Numbers of each anchor.</param>
    /// <param name="kind">What the predictors are made of.</param>
    /// <param name="order">In which order the anchors stand.</param>
    public static string Write(LayerWriter layers, string key, IReadOnlyList<string> maps, int columns, HeadKind kind, AnchorOrder order)
    {
        GraphBuilder graph = layers.Graph;
        var rows = new string[maps.Count];
        for (int map = 0; map < rows.Length; map++)
        {
            string predictor = $"{key}.module_list.{map}";
            string scores = Predict(layers, maps[map], predictor, kind);
            rows[map] = order switch
            {
                AnchorOrder.CellThenShape => graph.Reshape(graph.Transpose(scores, predictor, 0, 2, 3, 1), predictor, 0, -1, columns),
                AnchorOrder.ShapeThenCell => graph.Transpose(graph.Reshape(scores, predictor, 0, columns, -1), predictor, 0, 2, 1),
                _ => throw new NotSupportedException($"The order of anchors {order} has no ONNX form."),
            };
        }

        return graph.Concatenate(rows, key, 1);
    }

    internal static string Predict(LayerWriter layers, string map, string key, HeadKind kind) => kind switch
    {
        HeadKind.Convolution => layers.Convolution(map, key, new ConvolutionForm()),
        HeadKind.Depthwise => layers.Convolution(
            layers.ConvNorm(map, $"{key}.0", Activation.Relu6, NormSettings.Lite, new ConvolutionForm(Depthwise: true)), $"{key}.1", new ConvolutionForm()),
        _ => throw new NotSupportedException($"The head {kind} has no ONNX form."),
    };
}
