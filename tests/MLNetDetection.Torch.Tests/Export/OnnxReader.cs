using System.Globalization;
using System.Text;
using MLNetDetection.Torch.Export.Format;

namespace MLNetDetection.Torch.Tests.Export;

/// <summary>Reads ONNX files by the field numbers of onnx.proto, into lines of text that two readings can be compared by.</summary>
internal static class OnnxReader
{
    public static List<string> Read(string path)
    {
        List<Field> model = Fields(File.ReadAllBytes(path));
        List<Field> graph = Fields(model.Single(f => f.Number == 7).Bytes);
        var lines = new List<string>
        {
            $"ir {model.Single(f => f.Number == 1).Value}", $"by {Text(model, 2)} {Text(model, 3)}", $"opset {Value(Fields(model.Single(f => f.Number == 8).Bytes), 2)}", $"graph {Text(graph, 2)}",
        };
        lines.AddRange(model.Where(f => f.Number == 14).Select(f => Fields(f.Bytes)).Select(f => $"meta {Text(f, 1)}={Text(f, 2)}"));
        lines.AddRange(graph.Where(f => f.Number == 1).Select(f => Node(Fields(f.Bytes))));
        lines.AddRange(graph.Where(f => f.Number == 5).Select(f => Tensor(Fields(f.Bytes), Path.GetDirectoryName(path)!)));
        lines.AddRange(graph.Where(f => f.Number == 11).Select(f => "in " + Value(f.Bytes)));
        lines.AddRange(graph.Where(f => f.Number == 12).Select(f => "out " + Value(f.Bytes)));
        return lines;
    }

    /// <summary>What <see cref="Read"/> should give for a model.</summary>
    public static List<string> Lines(OnnxModel model) =>
    [
        $"ir {model.IrVersion}", $"by MLNetDetection {model.ProducerVersion}", $"opset {model.Opset}", $"graph {model.Graph.Name}",
        .. model.Metadata.Select(m => $"meta {m.Key}={m.Value}"),
        .. model.Graph.Nodes.Select(n => Node(n.Operator, n.Name, n.Inputs, n.Outputs, n.Attributes.Select(Attribute))),
        .. model.Graph.Tensors.Select(t => $"tensor {t.Name} {(int)t.Type} {string.Join(',', t.Shape)} {Convert.ToHexString(t.Read())}"),
        .. model.Graph.Inputs.Select(v => $"in {v.Name} {(int)v.Type} {string.Join(',', v.Shape)}"),
        .. model.Graph.Outputs.Select(v => $"out {v.Name} {(int)v.Type} {string.Join(',', v.Shape)}"),
    ];

    private static string Attribute(OnnxAttribute a) => a.Value switch
    {
        float f => $"{a.Name}:1:{BitConverter.SingleToInt32Bits(f)}",
        long i => $"{a.Name}:2:{i}",
        long[] many => $"{a.Name}:7:{string.Join(',', many)}",
        _ => throw new ArgumentException(a.Name),
    };

    private static string Attribute(List<Field> fields)
    {
        long type = Value(fields, 20);
        string value = type switch
        {
            1 => Value(fields, 2).ToString(CultureInfo.InvariantCulture),
            2 => Value(fields, 3).ToString(CultureInfo.InvariantCulture),
            _ => string.Join(',', fields.Where(f => f.Number == 8).Select(f => f.Value)),
        };
        return $"{Text(fields, 1)}:{type}:{value}";
    }

    private static string Node(List<Field> f) => Node(
        Text(f, 4), Text(f, 3), f.Where(x => x.Number == 1).Select(Text), f.Where(x => x.Number == 2).Select(Text),
        f.Where(x => x.Number == 5).Select(x => Attribute(Fields(x.Bytes))));

    private static string Node(string type, string name, IEnumerable<string> inputs, IEnumerable<string> outputs, IEnumerable<string> attributes) =>
        $"node {type} {name} ({string.Join('|', inputs)}) ({string.Join('|', outputs)}) ({string.Join('|', attributes)})";

    private static string Tensor(List<Field> f, string folder)
    {
        byte[] bytes = [];
        if (f.Any(x => x.Number == 14 && x.Value == 1))
        {
            Dictionary<string, string> place = f.Where(x => x.Number == 13).Select(x => Fields(x.Bytes)).ToDictionary(x => Text(x, 1), x => Text(x, 2));
            int offset = int.Parse(place["offset"], CultureInfo.InvariantCulture), length = int.Parse(place["length"], CultureInfo.InvariantCulture);
            bytes = File.ReadAllBytes(Path.Combine(folder, place["location"])).AsSpan(offset, length).ToArray();
        }
        else
        {
            bytes = f.Single(x => x.Number == 9).Bytes;
        }

        return $"tensor {Text(f, 8)} {Value(f, 2)} {string.Join(',', f.Where(x => x.Number == 1).Select(x => x.Value))} {Convert.ToHexString(bytes)}";
    }

    private static string Value(byte[] bytes)
    {
        List<Field> value = Fields(bytes), tensor = Fields(Fields(value.Single(f => f.Number == 2).Bytes).Single(f => f.Number == 1).Bytes);
        IEnumerable<List<Field>> sides = Fields(tensor.Single(f => f.Number == 2).Bytes).Select(f => Fields(f.Bytes));
        return $"{Text(value, 1)} {Value(tensor, 1)} {string.Join(',', sides.Select(s => s.Any(f => f.Number == 2) ? Text(s, 2) : Value(s, 1).ToString(CultureInfo.InvariantCulture)))}";
    }

    private static string Text(List<Field> fields, int number) => Text(fields.Single(f => f.Number == number));

    private static string Text(Field field) => Encoding.UTF8.GetString(field.Bytes);

    private static long Value(List<Field> fields, int number) => fields.Single(f => f.Number == number).Value;

    private static List<Field> Fields(byte[] bytes)
    {
        var fields = new List<Field>();
        for (int at = 0; at < bytes.Length;)
        {
            ulong tag = Varint(bytes, ref at);
            switch (tag & 7)
            {
                case 0:
                    fields.Add(new((int)(tag >> 3), (long)Varint(bytes, ref at), []));
                    break;
                case 2:
                    int length = (int)Varint(bytes, ref at);
                    fields.Add(new((int)(tag >> 3), 0, bytes[at..(at + length)]));
                    at += length;
                    break;
                case 5:
                    fields.Add(new((int)(tag >> 3), BitConverter.ToInt32(bytes, at), []));
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"wire type {tag & 7}");
            }
        }

        return fields;
    }

    private static ulong Varint(byte[] bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    private sealed record Field(int Number, long Value, byte[] Bytes);
}
