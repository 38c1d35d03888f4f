using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Export;
using MLNetDetection.Torch.Export.Format;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Tests.WeightFiles;

namespace MLNetDetection.Torch.Tests.Export;

/// <summary>The files: read back by ONNX's own reader and by one of the tests, and the same bytes each time.</summary>
public sealed class OnnxFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_AnyGraph_ReadsBackTheSame() => Properties.Hold<(byte[] Sizes, int Seed)>(
        item =>
        {
            OnnxModel model = MadeUpModel(item.Sizes ?? [], new Random(item.Seed));
            string path = _folder.File("any.onnx");
            OnnxFile.Write(model, path, item.Seed % 3 == 0 ? 64 : long.MaxValue);
            return OnnxReader.Read(path).SequenceEqual(OnnxReader.Lines(model));
        }, 100);

    [Fact]
    public void Export_Twice_GivesTheSameBytesAndNames()
    {
        using SsdDetector one = Support.Detectors.Small(4), other = Support.Detectors.Small(4);
        foreach (OnnxEnd end in Enum.GetValues<OnnxEnd>())
        {
            string first = _folder.File("first.onnx"), second = _folder.File("second.onnx");
            OnnxExporter.Export(one, first, new OnnxExportOptions { End = end });
            OnnxExporter.Export(other, second, new OnnxExportOptions { End = end });

            Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
            string[] names = [.. OnnxExporter.Model(one, new OnnxExportOptions { End = end }).Graph.Nodes.Select(n => n.Name)];
            Assert.Equal(names.Length, names.Distinct().Count());
            Assert.Contains("backbone.stem.0.0/Conv", names);
        }
    }

    [OnnxFact]
    public void Export_EveryOption_IsAcceptedAndHeldAsWritten()
    {
        using SsdDetector detector = Support.Detectors.Small();
        var files = new List<(string Path, OnnxExportOptions Options)>();
        foreach (int opset in Enumerable.Range(11, 7))
        {
            foreach (OnnxEnd end in Enum.GetValues<OnnxEnd>())
            {
                bool odd = opset % 2 == 1;
                var options = new OnnxExportOptions
                {
                    Opset = opset, End = end, BatchSize = odd ? null : 2, FoldBatchNorm = odd, Input = opset % 3 == 0 ? OnnxInput.Bytes : OnnxInput.Normalised,
                };
                files.Add((_folder.File($"{opset}-{end}.onnx"), options));
                OnnxExporter.Export(detector, files[^1].Path, options);
            }
        }

        JsonElement[] answers = OnnxPeer.Run(
            Path.GetDirectoryName(files[0].Path)!, [.. files.Select(f => new { @do = "check", model = f.Path })]);

        for (int i = 0; i < files.Count; i++)
        {
            SameAsWritten(OnnxExporter.Model(detector, files[i].Options), answers[i]);
        }

        JsonElement metadata = answers[0].GetProperty("metadata");
        Assert.Equal("""["red","blue"]""", metadata.GetProperty("classes").GetString());
        Assert.Equal("80", metadata.GetProperty("input_width").GetString());
        Assert.Equal("127.5,127.5,127.5", metadata.GetProperty("mean_rgb").GetString());
        Assert.StartsWith("MLNetDetection ", metadata.GetProperty("library").GetString());
    }

    [OnnxFact]
    public void Export_WeightsBesideTheFile_AreTheSameNumbers()
    {
        using SsdDetector detector = Support.Detectors.Small();
        string inside = _folder.File("inside.onnx"), beside = _folder.File("beside.onnx");
        OnnxExporter.Export(detector, inside);
        OnnxExporter.Export(detector, beside, new OnnxExportOptions { LargestFileBytes = 50_000 });

        JsonElement[] answers = OnnxPeer.Run(
            Path.GetDirectoryName(inside)!, new { @do = "check", model = inside }, new { @do = "check", model = beside, external = true });

        Assert.False(File.Exists(inside + ".data"));
        Assert.True(new FileInfo(beside).Length < 50_000);
        Assert.True(new FileInfo(beside + ".data").Length > detector.ParameterCount * 3);
        Assert.Equal(answers[0].GetProperty("tensors").ToString(), answers[1].GetProperty("tensors").ToString());
        Assert.Equal(answers[0].GetProperty("nodes").ToString(), answers[1].GetProperty("nodes").ToString());
    }

    private static void SameAsWritten(OnnxModel model, JsonElement answer)
    {
        Assert.Equal(model.Opset, answer.GetProperty("opsets")[0][1].GetInt32());
        Assert.Equal(model.IrVersion, answer.GetProperty("ir").GetInt32());
        Assert.Equal(
            JsonSerializer.Serialize(model.Graph.Nodes.Select(n => new object[] { n.Operator, n.Name, n.Inputs, n.Outputs, n.Attributes.Select(a => a.Name).Order() })),
            JsonSerializer.Serialize(answer.GetProperty("nodes")));
        Assert.Equal(
            JsonSerializer.Serialize(model.Graph.Tensors.Select(t => new object[] { t.Name, t.Shape, Convert.ToHexStringLower(SHA256.HashData(t.Read())) })),
            JsonSerializer.Serialize(answer.GetProperty("tensors")));
        foreach ((IReadOnlyList<OnnxValue> written, string read) in new[] { (model.Graph.Inputs, "inputs"), (model.Graph.Outputs, "outputs") })
        {
            Assert.Equal(
                JsonSerializer.Serialize(written.Select(v => new object[] { v.Name, (int)v.Type, v.Shape })), JsonSerializer.Serialize(answer.GetProperty(read)));
        }
    }

    private static OnnxModel MadeUpModel(byte[] sizes, Random random)
    {
        string Name() => string.Concat(Enumerable.Range(0, random.Next(300)).Select(_ => "aZ0/._é漢"[random.Next(8)]));
        OnnxTensor[] tensors = [.. sizes.Select((size, i) =>
        {
            byte[] bytes = new byte[4 * (size % 7) * (size % 40)];
            random.NextBytes(bytes);
            return new OnnxTensor($"t{i}{Name()}", OnnxElement.Float32, [size % 7, size % 40], () => bytes);
        })];
        OnnxNode[] nodes = [.. sizes.Select((size, i) => new OnnxNode(
            Name(), $"n{i}", [.. tensors.Take(size % 4).Select(t => t.Name), ""], [Name(), Name()],
            [new("f", random.NextSingle()), new("i", random.NextInt64() - random.NextInt64()), new("is", new[] { 0, -1, random.NextInt64() }), new("none", Array.Empty<long>())]))];
        OnnxValue[] values = [new(Name(), OnnxElement.UInt8, ["batch", "3", "2147483648"]), new(Name(), OnnxElement.Int64, [])];
        return new OnnxModel(new OnnxGraph(Name(), nodes, tensors, values, [.. values.Reverse()]), 11 + random.Next(7), "1.0", [new("key", Name()), new("", "")]);
    }
}
