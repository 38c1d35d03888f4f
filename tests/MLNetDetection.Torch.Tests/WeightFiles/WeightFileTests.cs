using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using MLNetDetection.Torch.Tests.Support;
using MLNetDetection.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;
using SmallDetectors = MLNetDetection.Torch.Tests.Support.Detectors;
using WeightLoader = MLNetDetection.Torch.Weights.Weights;

namespace MLNetDetection.Torch.Tests.WeightFiles;

public sealed class WeightFileTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    internal static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", "Weights", name);

    [Theory]
    [InlineData("state.pth", "PyTorch zip")]
    [InlineData("state.legacy.pth", "PyTorch legacy")]
    [InlineData("checkpoint.pth", "PyTorch zip")]
    [InlineData("checkpoint.legacy.pth", "PyTorch legacy")]
    public void Open_WrittenByPyTorch_EveryTensorIsEqual(string name, string format)
    {
        using DisposeScope scope = NewDisposeScope();
        using WeightFile file = WeightFile.Open(Golden(name));
        JsonElement golden = GoldenFile.Read("Weights/state.json");

        Assert.Equal(format, file.Format);
        Assert.Equal(golden.EnumerateObject().Select(p => p.Name).Order(), file.Tensors.Keys.Order());
        foreach (JsonProperty expected in golden.EnumerateObject())
        {
            StoredTensor stored = file.Tensors[expected.Name];
            Assert.Equal(expected.Value.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64()), stored.Shape);
            float[] values = stored.Read().to(ScalarType.Float32).reshape(-1).data<float>().ToArray();
            Assert.Equal(expected.Value.Floats("values"), values);
        }
    }

    [Fact]
    public void Open_TypeThatIsNoTensor_IsRefusedByName()
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => WeightFile.Open(Golden("namespace.pth")));

        Assert.Contains("argparse.Namespace", error.Message);
        Assert.Contains("namespace.pth", error.Message);
    }

    [Fact]
    public void Open_PickleThatWouldRunAProgram_IsRefusedByName()
    {
        // What pickle.dumps of an object gives whose __reduce__ is (os.system, ("echo",)).
        InvalidDataException error = Refused(Zip("cposix\nsystem\nX\u0004\0\0\0echo\u0085R."));

        Assert.Contains("posix.system", error.Message);
    }

    [Theory]
    [InlineData("I1\n.", "0x49")] // INT of the text protocol
    [InlineData("(ios\nsystem\n.", "0x69")] // INST
    [InlineData("\u0082\u0001.", "0x82")] // EXT1
    [InlineData("}P1\n.", "0x50")] // PERSID
    public void Open_OtherOpcode_IsRefusedByNumber(string pickle, string opcode) => Assert.Contains(opcode, Refused(Zip(pickle)).Message);

    [Theory]
    [InlineData("")]
    [InlineData("X\u00ff\u00ff\u00ff\u007f.")] // a text of 2 GB
    [InlineData("u.")]
    [InlineData("R.")]
    [InlineData("h\u0001.")] // memory that was never set
    [InlineData("((.")]
    [InlineData("}]Ks.")]
    public void Open_DamagedPickle_IsRefused(string pickle) => Refused(Zip(pickle));

    [Fact]
    public void Open_CompressedEntry_IsRefused()
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = zip.CreateEntry("archive/data.pkl", CompressionLevel.SmallestSize).Open();
            entry.Write(new byte[100_000]);
        }

        Assert.Contains("compressed", Refused(memory.ToArray()).Message);
    }

    [Fact]
    public void Open_TextFile_SaysThatItIsNone() => Assert.Contains("no known format", Refused("weights, please"u8.ToArray()).Message);

    [Fact]
    public void Open_EmptyFile_IsRefused() => Refused([]);

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, null)]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "'a'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,9]}}""", 8, "'a'")]
    [InlineData("""{"a":{"dtype":"C64","shape":[1],"data_offsets":[0,8]}}""", 8, "C64")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "'a'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}""", 8, "'a'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "gap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "overlap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "end at 4")]
    [InlineData("""{"a":7}""", 0, "header")]
    [InlineData("""{"a":""", 0, "header")]
    public void Open_Safetensors_IsReadOrRefusedWithTheReason(string header, int dataBytes, string? reason)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] bytes = new byte[8 + json.Length + dataBytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, json.Length);
        json.CopyTo(bytes, 8);
        if (reason is null)
        {
            using WeightFile file = WeightFile.Open(folder.Write("good.safetensors", bytes));
            using Tensor tensor = file.Tensors["a"].Read();
            Assert.Equal([0f, 0f], tensor.data<float>().ToArray());
            return;
        }

        Assert.Contains(reason, Refused(bytes).Message);
    }

    [Fact]
    public void Open_SafetensorsHeaderOfTerabytes_IsRefused()
    {
        byte[] bytes = new byte[32];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, 1L << 40);
        bytes[8] = (byte)'{';

        Refused(bytes);
    }

    [Fact]
    public void Open_MutatedFiles_AreReadOrRefused() => Mutate(300);

    [Fact]
    [Trait("Category", "Verify")]
    public void Open_TenThousandMutatedFiles_AreReadOrRefused() => Mutate(10_000);

    private InvalidDataException Refused(byte[] bytes) => Assert.Throws<InvalidDataException>(() => WeightFile.Open(folder.Write("refused", bytes)).Dispose());

    /// <summary>A zip with the characters' low bytes as data.pkl.</summary>
    private static byte[] Zip(string pickle)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = zip.CreateEntry("archive/data.pkl", CompressionLevel.NoCompression).Open();
            entry.Write(Encoding.Latin1.GetBytes("\u0080\u0002" + pickle));
        }

        return memory.ToArray();
    }

    private void Mutate(int count)
    {
        using DisposeScope scope = NewDisposeScope();
        byte[][] originals =
        [
            File.ReadAllBytes(Golden("state.pth")), File.ReadAllBytes(Golden("state.legacy.pth")), File.ReadAllBytes(Golden("checkpoint.legacy.pth")),
            Saved("original.safetensors", WeightLoader.SaveSafetensors), Saved("original.dat", WeightLoader.SaveDat),
        ];
        var random = new Random(Campaign.Seed);
        for (int i = 0; i < count; i++)
        {
            byte[] original = originals[i % originals.Length];
            byte[] bytes = random.Next(4) == 0 ? original[..random.Next(original.Length)] : (byte[])original.Clone();
            for (int flips = random.Next(1, 9); flips > 0 && bytes.Length > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            string path = folder.Write("mutated", bytes);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                using WeightFile file = WeightFile.Open(path);
                foreach (StoredTensor tensor in file.Tensors.Values)
                {
                    tensor.Read().Dispose();
                }
            }
            catch (InvalidDataException)
            {
            }

            // A constant for buffers, and a few times what the file has.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000 + 50L * bytes.Length);
        }
    }

    private byte[] Saved(string name, Action<nn.Module, string> save)
    {
        using Torch.Detectors.SsdDetector detector = SmallDetectors.Small();
        save(detector.Network, folder.File(name));
        return File.ReadAllBytes(folder.File(name));
    }
}
