using System.Globalization;
using MLNetDetection.Torch.Backbones;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Export.Format;
using MLNetDetection.Torch.Heads;

namespace MLNetDetection.Torch.Export.Graphs;

/// <summary>A detector as a graph, from the input to the end that was asked for.</summary>
internal static class SsdGraph
{
    private const string Input = "input";

    public static OnnxGraph Write(SsdDetector detector, OnnxExportOptions options)
    {
        var graph = new GraphBuilder();
        var layers = new LayerWriter(graph, new NetworkState(detector.Network), options.FoldBatchNorm);
        (BackboneDesign backbone, HeadKind head) = Parts(detector.Architecture);
        string pixels = options.Input == OnnxInput.Bytes ? Normalised(graph, detector.Architecture.Preprocessing) : Input;
        IReadOnlyList<string> maps = BackboneGraph.Write(layers, backbone, pixels);
        Anchors.AnchorOrder order = detector.Architecture.Anchors.Layout.Order;
        string logits = HeadGraph.Write(layers, "head.classification_head", maps, detector.ClassNames.Count + 1, head, order);
        string deltas = HeadGraph.Write(layers, "head.regression_head", maps, 4, head, order);
        IReadOnlyList<OnnxValue> outputs = options.End switch
        {
            OnnxEnd.Raw => Raw(graph, logits, deltas, detector, options),
            OnnxEnd.Boxes => Boxes(graph, logits, deltas, detector, options),
            _ => Detections(graph, logits, deltas, detector, options),
        };
        return graph.Build(detector.Architecture.Name, [InputValue(detector.Architecture, options)], outputs);
    }

    internal static (BackboneDesign Backbone, HeadKind Head) Parts(SsdArchitecture architecture) => architecture switch
    {
        TinySsd tiny => (new TinyDesign(tiny.Channels), HeadKind.Convolution),
        ComposedSsd composed => (composed.Backbone, composed.Head),
        _ => throw new NotSupportedException($"The architecture {architecture.Name} ({architecture.GetType().Name}) has no ONNX form."),
    };

    // A convolution of one pixel scales, shifts and, for networks that want it, turns the order of the channels.
    private static string Normalised(GraphBuilder graph, Preprocessing p)
    {
        const string Place = "normalise";
        double[] means = [p.MeanR, p.MeanG, p.MeanB], deviations = [p.DeviationR, p.DeviationG, p.DeviationB];
        int[] sources = p.Order == ChannelOrder.Rgb ? [0, 1, 2] : [2, 1, 0];
        string floats = graph.Node("Cast", Place, [Input], new OnnxAttribute("to", (long)OnnxElement.Float32));
        string planes = graph.Transpose(floats, Place, 0, 3, 1, 2);
        string weight = graph.Floats($"{Place}/scale", [3, 3, 1, 1], () =>
        {
            var table = new float[9];
            for (int channel = 0; channel < sources.Length; channel++)
            {
                table[3 * channel + sources[channel]] = (float)(1 / deviations[sources[channel]]);
            }

            return table;
        });
        string bias = graph.Floats($"{Place}/shift", [3], () => [.. sources.Select(source => (float)(-means[source] / deviations[source]))]);
        return graph.Node("Conv", Place, [planes, weight, bias], new OnnxAttribute("kernel_shape", new[] { 1L, 1L }));
    }

    private static OnnxValue InputValue(SsdArchitecture architecture, OnnxExportOptions options)
    {
        string width = Digits(architecture.InputWidth), height = Digits(architecture.InputHeight);
        return options.Input == OnnxInput.Bytes
            ? new OnnxValue(Input, OnnxElement.UInt8, [Batch(options), height, width, "3"])
            : new OnnxValue(Input, OnnxElement.Float32, [Batch(options), "3", height, width]);
    }

    private static OnnxValue[] Raw(GraphBuilder graph, string logits, string deltas, SsdDetector detector, OnnxExportOptions options)
    {
        graph.Name(logits, "logits");
        graph.Name(deltas, "deltas");
        return [Rows("logits", detector.ClassNames.Count + 1), Rows("deltas", 4)];

        OnnxValue Rows(string name, int columns) => PerAnchor(name, columns, detector, options);
    }

    private static OnnxValue[] Boxes(GraphBuilder graph, string logits, string deltas, SsdDetector detector, OnnxExportOptions options)
    {
        graph.Name(DecodeGraph.Write(graph, deltas, detector, options.BatchSize), "boxes");
        graph.Name(Scores(graph, logits, detector), "scores");
        return [PerAnchor("boxes", 4, detector, options), PerAnchor("scores", detector.ClassNames.Count, detector, options)];
    }

    private static OnnxValue[] Detections(GraphBuilder graph, string logits, string deltas, SsdDetector detector, OnnxExportOptions options)
    {
        DetectOptions detection = options.Detection ?? detector.Architecture.Detection;
        detection.Validate();
        SuppressionGraph.Check(detection);
        string boxes = DecodeGraph.Write(graph, deltas, detector, options.BatchSize);
        string[] names = ["boxes", "scores", "classes", "images"];
        SuppressionGraph.Write(graph, boxes, Scores(graph, logits, detector), detector, detection, names);
        const string Count = "detections";
        return
        [
            new(names[0], OnnxElement.Float32, [Count, "4"]), new(names[1], OnnxElement.Float32, [Count]),
            new(names[2], OnnxElement.Int64, [Count]), new(names[3], OnnxElement.Int64, [Count]),
        ];
    }

    // [N, A, C]: without the background, so that column c is class c.
    private static string Scores(GraphBuilder graph, string logits, SsdDetector detector)
    {
        const string Place = "scores";
        string all = detector.Architecture.HasSigmoidScores
            ? graph.Node("Sigmoid", Place, [logits])
            : graph.Node("Softmax", Place, [logits], new OnnxAttribute("axis", 2L));
        return graph.Slice(all, Place, 2, 1, detector.ClassNames.Count + 1);
    }

    private static OnnxValue PerAnchor(string name, int columns, SsdDetector detector, OnnxExportOptions options) =>
        new(name, OnnxElement.Float32, [Batch(options), Digits(detector.AnchorSet.Count), Digits(columns)]);

    private static string Batch(OnnxExportOptions options) => options.BatchSize is { } size ? Digits(size) : "batch";

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
