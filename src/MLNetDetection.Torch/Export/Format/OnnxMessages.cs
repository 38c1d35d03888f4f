using System.Globalization;

namespace MLNetDetection.Torch.Export.Format;

/// <summary>ONNX's messages with their field numbers, as its published onnx.proto (IR version 8) numbers them.</summary>
internal static class OnnxMessages
{
    private const int FloatAttribute = 1;
    private const int IntAttribute = 2;
    private const int IntsAttribute = 7;

    /// <summary>ModelProto.</summary>
    /// <param name="model">What to write.</param>
    /// <param name="placeOf">Where a tensor lies in a file of its own; null where it lies in this one.</param>
    public static ProtoMessage Model(OnnxModel model, Func<OnnxTensor, ExternalPlace?> placeOf) => new ProtoMessage()
        .Number(1, model.IrVersion)
        .Text(2, "MLNetDetection")
        .Text(3, model.ProducerVersion)
        .Message(7, Graph(model.Graph, placeOf))
        .Message(8, new ProtoMessage().Text(1, "").Number(2, model.Opset))
        .Messages(14, model.Metadata.Select(Entry));

    // GraphProto.
    private static ProtoMessage Graph(OnnxGraph graph, Func<OnnxTensor, ExternalPlace?> placeOf) => new ProtoMessage()
        .Messages(1, graph.Nodes.Select(Node))
        .Text(2, graph.Name)
        .Messages(5, graph.Tensors.Select(tensor => Tensor(tensor, placeOf(tensor))))
        .Messages(11, graph.Inputs.Select(Value))
        .Messages(12, graph.Outputs.Select(Value));

    // NodeProto.
    private static ProtoMessage Node(OnnxNode node)
    {
        var message = new ProtoMessage();
        foreach (string input in node.Inputs)
        {
            message.Text(1, input);
        }

        foreach (string output in node.Outputs)
        {
            message.Text(2, output);
        }

        return message.Text(3, node.Name).Text(4, node.Operator).Messages(5, node.Attributes.Select(Attribute));
    }

    // AttributeProto.
    private static ProtoMessage Attribute(OnnxAttribute attribute)
    {
        ProtoMessage message = new ProtoMessage().Text(1, attribute.Name);
        return attribute.Value switch
        {
            float value => message.Single(2, value).Number(20, FloatAttribute),
            long value => message.Number(3, value).Number(20, IntAttribute),
            long[] values => message.Numbers(8, values).Number(20, IntsAttribute),
            _ => throw new ArgumentException($"The attribute {attribute.Name} has a value of {attribute.Value.GetType().Name}.", nameof(attribute)),
        };
    }

    // TensorProto.
    private static ProtoMessage Tensor(OnnxTensor tensor, ExternalPlace? place)
    {
        ProtoMessage message = new ProtoMessage().Numbers(1, tensor.Shape).Number(2, (long)tensor.Type).Text(8, tensor.Name);
        if (place is null)
        {
            return message.Bytes(9, tensor.ByteCount, tensor.Read);
        }

        (string, string)[] entries = [("location", place.File), ("offset", Digits(place.Offset)), ("length", Digits(tensor.ByteCount))];
        return message.Messages(13, entries.Select(entry => Entry(new(entry.Item1, entry.Item2)))).Number(14, 1);
    }

    // ValueInfoProto with TypeProto.Tensor and TensorShapeProto.
    private static ProtoMessage Value(OnnxValue value)
    {
        ProtoMessage shape = new ProtoMessage().Messages(1, value.Shape.Select(side =>
            long.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                ? new ProtoMessage().Number(1, number) : new ProtoMessage().Text(2, side)));
        ProtoMessage tensor = new ProtoMessage().Number(1, (long)value.Type).Message(2, shape);
        return new ProtoMessage().Text(1, value.Name).Message(2, new ProtoMessage().Message(1, tensor));
    }

    // StringStringEntryProto.
    private static ProtoMessage Entry(KeyValuePair<string, string> entry) => new ProtoMessage().Text(1, entry.Key).Text(2, entry.Value);

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);
}
