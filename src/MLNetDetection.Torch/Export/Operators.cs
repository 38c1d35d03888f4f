using MLNetDetection.Torch.Backbones;

namespace MLNetDetection.Torch.Export;

/// <summary>
/// The operators that graphs are made of, in the forms that opset 11 to 17 share. Where several forms say the same, the one is taken that
/// OpenCV's dnn 4.6 reads as well: it has no Clip with limits as inputs, and broadcasts only some shapes.
/// </summary>
internal static class Operators
{
    private const float Sixth = 1f / 6;

    public static string Relu(this GraphBuilder graph, string input, string place) => graph.Node("Relu", place, [input]);

    /// <summary>min(max(alpha * x + beta, 0), 1).</summary>
    public static string HardSigmoid(this GraphBuilder graph, string input, string place, float alpha, float beta) =>
        graph.Node("HardSigmoid", place, [input], new("alpha", alpha), new("beta", beta));

    public static string Activate(this GraphBuilder graph, string input, string place, Activation activation) => activation switch
    {
        Activation.None => input,
        Activation.Relu => graph.Relu(input, place),
        Activation.Relu6 => graph.Multiply(graph.HardSigmoid(input, place, Sixth, 0), graph.Scalar(6), place),
        Activation.HardSwish => graph.Multiply(input, graph.HardSigmoid(input, place, Sixth, 0.5f), place),
        _ => throw new NotSupportedException($"The activation {activation} has no ONNX form."),
    };

    /// <summary>min(x, limit), exact below the limit.</summary>
    public static string AtMost(this GraphBuilder graph, string input, float limit, string place) =>
        graph.Subtract(input, graph.Relu(graph.Subtract(input, graph.Scalar(limit), place), place), place);

    public static string Add(this GraphBuilder graph, string a, string b, string place) => graph.Node("Add", place, [a, b]);

    public static string Subtract(this GraphBuilder graph, string a, string b, string place) => graph.Node("Sub", place, [a, b]);

    public static string Multiply(this GraphBuilder graph, string a, string b, string place) => graph.Node("Mul", place, [a, b]);

    public static string MaxPool(this GraphBuilder graph, string input, string place, long kernel, long stride, long padding = 0, bool ceiling = false) => graph.Node(
        "MaxPool", place, [input], new("kernel_shape", new[] { kernel, kernel }), new("strides", new[] { stride, stride }),
        new("pads", new[] { padding, padding, padding, padding }), new("ceil_mode", ceiling ? 1L : 0L));

    public static string Transpose(this GraphBuilder graph, string input, string place, params long[] order) =>
        graph.Node("Transpose", place, [input], new Format.OnnxAttribute("perm", order));

    /// <summary>In the shape, 0 keeps a side and -1 takes what is left.</summary>
    public static string Reshape(this GraphBuilder graph, string input, string place, params long[] shape) =>
        graph.Node("Reshape", place, [input, graph.Integers(shape)]);

    /// <summary>Elements first up to, without, end along an axis.</summary>
    public static string Slice(this GraphBuilder graph, string input, string place, long axis, long first, long end) =>
        graph.Node("Slice", place, [input, graph.Integers(first), graph.Integers(end), graph.Integers(axis)]);

    public static string Concatenate(this GraphBuilder graph, IReadOnlyList<string> inputs, string place, long axis) =>
        graph.Node("Concat", place, inputs, new Format.OnnxAttribute("axis", axis));

    public static string Gather(this GraphBuilder graph, string input, string indices, string place, long axis) =>
        graph.Node("Gather", place, [input, indices], new Format.OnnxAttribute("axis", axis));

    /// <summary>The value under another name, which is the graph's output.</summary>
    public static void Name(this GraphBuilder graph, string input, string output) => graph.Node("Identity", [output], [input]);
}
