using System.Globalization;
using MLNetDetection.Torch.Backbones;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Export;
using MLNetDetection.Torch.Export.Format;
using MLNetDetection.Torch.Export.Graphs;
using MLNetDetection.Torch.Heads;

namespace MLNetDetection.Torch.Inference;

/// <summary>
/// Reads a plan off the graph that the ONNX exporter writes, which knows every network's layers and folds their norms. An operator in a
/// place that this class does not know is an error, never left out.
/// </summary>
internal sealed class PlanReader
{
    private const string Input = "input";
    private const float Sixth = 1f / 6;

    private readonly Dictionary<string, OnnxTensor> _tensors;
    private readonly Dictionary<string, int> _uses = [];
    private readonly Dictionary<string, int> _values = new() { [Input] = 0 };
    private readonly List<MapShape> _shapes = [];
    private readonly List<PreparedStep> _steps = [];
    private readonly Dictionary<string, OnnxNode> _parts = [];

    private PlanReader(OnnxGraph graph, IEnumerable<string> results, MapShape input)
    {
        _tensors = graph.Tensors.ToDictionary(tensor => tensor.Name);
        _shapes.Add(input);
        foreach (string name in graph.Nodes.SelectMany(node => node.Inputs).Concat(results))
        {
            _uses[name] = _uses.GetValueOrDefault(name) + 1;
        }

        foreach (OnnxNode node in graph.Nodes)
        {
            Read(node);
        }
    }

    /// <summary>The plan of a detector. Weights are read when the steps are asked for them.</summary>
    public static PreparedPlan Read(SsdDetector detector)
    {
        SsdArchitecture architecture = detector.Architecture;
        var builder = new GraphBuilder();
        var layers = new LayerWriter(builder, new NetworkState(detector.Network), foldNorms: true);
        (BackboneDesign backbone, HeadKind head) = SsdGraph.Parts(architecture);
        IReadOnlyList<string> maps = BackboneGraph.Write(layers, backbone, Input);
        var results = new List<(string Name, bool Scores, int Map)>();
        for (int map = 0; map < maps.Count; map++)
        {
            results.Add((HeadGraph.Predict(layers, maps[map], $"head.classification_head.module_list.{map}", head), true, map));
            results.Add((HeadGraph.Predict(layers, maps[map], $"head.regression_head.module_list.{map}", head), false, map));
        }

        var reader = new PlanReader(
            builder.Build(architecture.Name, [], []), results.Select(result => result.Name), new MapShape(3, architecture.InputHeight, architecture.InputWidth));
        IReadOnlyList<int> each = architecture.Anchors.AnchorsPerCell;
        int[] first = [.. Enumerable.Range(0, maps.Count).Select(map => Enumerable.Range(0, map).Sum(i => architecture.FeatureMaps[i].Cells * each[i]))];
        return new PreparedPlan(
            reader._shapes[0], reader._steps,
            [.. results.Select(r => new HeadRows(reader._values[r.Name], reader._shapes[reader._values[r.Name]], r.Scores, first[r.Map], each[r.Map]))],
            detector.AnchorSet.Count, detector.ClassNames.Count + 1, architecture.Anchors.Layout.Order);
    }

    private void Read(OnnxNode node)
    {
        switch (node.Operator)
        {
            case "Conv":
                Convolution(node);
                break;
            case "MaxPool":
                MaxPool(node);
                break;
            case "GlobalAveragePool":
                int pooled = Value(node.Inputs[0]);
                Add(node, shape => new AveragePoolStep(pooled, _shapes.Count, shape), new MapShape(_shapes[pooled].Channels, 1, 1));
                break;
            case "Relu":
                Activate(node, node.Inputs[0], PreparedActivation.Relu, 1);
                break;
            case "Add" when !IsPart(node.Inputs[0], "ReduceL2"):
                Join(node);
                break;
            case "Mul":
                Multiply(node);
                break;
            case "Add" or "ReduceL2" or "Div" or "HardSigmoid":
                _parts.Add(node.Name, node); // taken up by the multiplication behind it
                break;
            default:
                throw Unknown(node);
        }
    }

    private void Convolution(OnnxNode node)
    {
        OnnxTensor weight = _tensors[node.Inputs[1]];
        int input = Value(node.Inputs[0]), stride = (int)Sides(node, "strides"), padding = (int)Sides(node, "pads"), dilation = (int)Sides(node, "dilations");
        MapShape from = _shapes[input];
        int reach = dilation * ((int)weight.Shape[2] - 1) + 1;
        Add(
            node,
            shape => new ConvolutionStep(input, _shapes.Count, shape, weight, node.Inputs.Count > 2 ? _tensors[node.Inputs[2]] : null)
            {
                InputChannels = from.Channels,
                Stride = stride,
                Padding = padding,
                Dilation = dilation,
                Groups = (int)(long)Attribute(node, "group"),
            },
            new MapShape((int)weight.Shape[0], (from.Height + 2 * padding - reach) / stride + 1, (from.Width + 2 * padding - reach) / stride + 1));
    }

    private void MaxPool(OnnxNode node)
    {
        int input = Value(node.Inputs[0]), kernel = (int)Sides(node, "kernel_shape"), stride = (int)Sides(node, "strides"), padding = (int)Sides(node, "pads");
        bool ceiling = (long)Attribute(node, "ceil_mode") == 1;
        MapShape from = _shapes[input];
        LayerTally tally = new LayerTally(from.Width, from.Height).Pool(kernel, stride, padding, ceiling);
        Add(
            node, shape => new MaxPoolStep(input, _shapes.Count, shape) { Kernel = kernel, Stride = stride, Padding = padding, Ceiling = ceiling },
            new MapShape(from.Channels, tally.Height, tally.Width));
    }

    // x * HardSigmoid(x / 6 + 1/2), HardSigmoid(x / 6) * 6, HardSigmoid(share) * x, and the last part of the L2 norm.
    private void Multiply(OnnxNode node)
    {
        (string a, string b) = (node.Inputs[0], node.Inputs[1]);
        if (IsPart(b, "HardSigmoid") && _parts[b].Inputs[0] == a && IsSigmoid(_parts[b], 0.5f))
        {
            Activate(node, a, PreparedActivation.HardSwish, 2);
        }
        else if (IsPart(a, "HardSigmoid") && b == "float/6" && IsSigmoid(_parts[a], 0))
        {
            Activate(node, _parts[a].Inputs[0], PreparedActivation.Relu6, 1);
        }
        else if (IsPart(a, "HardSigmoid") && _values.TryGetValue(b, out int scaled) && IsSigmoid(_parts[a], 0.5f))
        {
            string share = _parts[a].Inputs[0];
            Activate(_parts[a], share, PreparedActivation.HardSigmoid, 1);
            int by = Value(share);
            Add(node, shape => new ChannelScaleStep(scaled, by, _shapes.Count, shape), _shapes[scaled]);
        }
        else if (IsPart(a, "Div") && _tensors.TryGetValue(b, out OnnxTensor? weight))
        {
            int input = Value(_parts[a].Inputs[0]);
            Add(node, shape => new UnitNormStep(input, _shapes.Count, shape, weight), _shapes[input]);
        }
        else
        {
            throw Unknown(node);
        }
    }

    // The convolution moves to where both summands are known.
    private void Join(OnnxNode node)
    {
        foreach ((string sum, string other) in (ReadOnlySpan<(string, string)>)[(node.Inputs[0], node.Inputs[1]), (node.Inputs[1], node.Inputs[0])])
        {
            int value = Value(sum);
            if (_uses[sum] == 1 && _steps.Find(step => step.Output == value) is ConvolutionStep { Activation: PreparedActivation.None, Added: null } convolution)
            {
                convolution.Added = Value(other);
                _steps.Remove(convolution);
                _steps.Add(convolution);
                _values.Add(node.Name, value);
                return;
            }
        }

        throw Unknown(node);
    }

    private void Activate(OnnxNode node, string input, PreparedActivation activation, int uses)
    {
        int value = Value(input);
        if (_uses[input] != uses || _steps.Find(step => step.Output == value) is not ConvolutionStep { Activation: PreparedActivation.None } convolution)
        {
            throw Unknown(node);
        }

        convolution.Activation = activation;
        _values.Add(node.Name, value);
    }

    private void Add(OnnxNode node, Func<MapShape, PreparedStep> create, MapShape shape)
    {
        _steps.Add(create(shape));
        _values.Add(node.Name, _shapes.Count);
        _shapes.Add(shape);
    }

    private int Value(string name) => _values.TryGetValue(name, out int value)
        ? value : throw new NotSupportedException($"'{name}' stands where a prepared network has no place for it.");

    private bool IsPart(string name, string type) => _parts.TryGetValue(name, out OnnxNode? part) && part.Operator == type;

    private static bool IsSigmoid(OnnxNode node, float beta) => (float)Attribute(node, "alpha") == Sixth && (float)Attribute(node, "beta") == beta;

    private static long Sides(OnnxNode node, string name) => ((long[])Attribute(node, name))[0];

    private static object Attribute(OnnxNode node, string name) => node.Attributes.First(attribute => attribute.Name == name).Value;

    private static NotSupportedException Unknown(OnnxNode node) =>
        new(string.Create(CultureInfo.InvariantCulture, $"'{node.Operator}' at '{node.Name}' stands where a prepared network has no place for it."));
}
