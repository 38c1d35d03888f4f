using System.Globalization;
using System.Runtime.InteropServices;
using MLNetDetection.Torch.Export.Format;

namespace MLNetDetection.Torch.Export;

/// <summary>Collects the nodes and constants of a graph. Names follow from where a node stands, so that they are the same in every run.</summary>
internal sealed class GraphBuilder
{
    private readonly List<OnnxNode> _nodes = [];
    private readonly List<OnnxTensor> _tensors = [];
    private readonly HashSet<string> _names = [];

    /// <summary>Adds a node with one output.</summary>
    /// <param name="type">The operator.</param>
    /// <param name="place">What the node belongs to; the operator completes the name.</param>
    /// <param name="inputs">Values.</param>
    /// <param name="attributes">Settings.</param>
    /// <returns>The output's name, which is the node's too.</returns>
    public string Node(string type, string place, IReadOnlyList<string> inputs, params OnnxAttribute[] attributes)
    {
        string name = Unique($"{place}/{type}");
        _nodes.Add(new OnnxNode(type, name, inputs, [name], attributes));
        return name;
    }

    /// <summary>Adds a node whose outputs have names of their own.</summary>
    public void Node(string type, IReadOnlyList<string> outputs, IReadOnlyList<string> inputs, params OnnxAttribute[] attributes) =>
        _nodes.Add(new OnnxNode(type, Unique(outputs[0]), inputs, outputs, attributes));

    /// <summary>A constant whose numbers are made when they are written.</summary>
    public string Floats(string name, IReadOnlyList<long> shape, Func<float[]> values) =>
        Constant(name, OnnxElement.Float32, shape, () => MemoryMarshal.AsBytes<float>(values()).ToArray());

    /// <summary>A constant number.</summary>
    public string Scalar(float value) => Constant(
        string.Create(CultureInfo.InvariantCulture, $"float/{value:R}"), OnnxElement.Float32, [], () => BitConverter.GetBytes(value));

    /// <summary>A constant list of whole numbers.</summary>
    public string Integers(params long[] values) => Constant(
        $"int64/{string.Join(',', values.Select(v => v.ToString(CultureInfo.InvariantCulture)))}", OnnxElement.Int64, [values.Length],
        () => MemoryMarshal.AsBytes<long>(values).ToArray());

    /// <summary>A constant whole number without dimensions.</summary>
    public string Integer(long value) => Constant(
        $"int64-scalar/{value.ToString(CultureInfo.InvariantCulture)}", OnnxElement.Int64, [], () => BitConverter.GetBytes(value));

    public OnnxGraph Build(string name, IReadOnlyList<OnnxValue> inputs, IReadOnlyList<OnnxValue> outputs) => new(name, _nodes, _tensors, inputs, outputs);

    // The same name is the same constant, which is then kept once.
    private string Constant(string name, OnnxElement type, IReadOnlyList<long> shape, Func<byte[]> read)
    {
        if (_names.Add(name))
        {
            _tensors.Add(new OnnxTensor(name, type, shape, read));
        }

        return name;
    }

    private string Unique(string name)
    {
        string unique = name;
        for (int i = 2; !_names.Add(unique); i++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name}_{i}");
        }

        return unique;
    }
}
