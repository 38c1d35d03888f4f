using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNetDetection.Runtime.Tests.Torch;

[Collection(TorchCollection.Name)]
public class StateFileTests
{
    [Fact]
    public void Save_OfASmallModule_WritesTorchSharpsBytes()
    {
        using var module = new OneWeight(1, 2);

        // 2 entries; "w": float32 (6), 2 dimensions of 1 and 2, the elements; "n": int64 (4), no dimensions, 7.
        byte[] expected =
        [
            2,
            1, (byte)'w', 6, 2, 1, 2, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40,
            1, (byte)'n', 4, 0, 7, 0, 0, 0, 0, 0, 0, 0,
        ];
        Assert.Equal(expected, Saved(module));
    }

    [Fact]
    public void Save_OfALongDimension_WritesSevenBitsPerByte()
    {
        using var module = new OneWeight(new float[300]);

        byte[] saved = Saved(module);

        // After count, name, type, rank and the first size: 300 = 0b10_0101100.
        Assert.Equal([0xAC, 0x02], saved[6..8]);
    }

    [Fact]
    public void Save_OfEachType_WritesTorchSharpsNumberForIt()
    {
        foreach ((ScalarType type, byte number) in new[]
        {
            (ScalarType.Byte, (byte)0), (ScalarType.Int8, (byte)1), (ScalarType.Int16, (byte)2), (ScalarType.Int32, (byte)3), (ScalarType.Int64, (byte)4),
            (ScalarType.Float16, (byte)5), (ScalarType.Float32, (byte)6), (ScalarType.Float64, (byte)7), (ScalarType.Bool, (byte)11), (ScalarType.BFloat16, (byte)15),
        })
        {
            using var module = new OneWeight(1);
            module.register_buffer("b", ones([1, 2], type));

            byte[] saved = Saved(module);

            // The buffer is last: name, type, 2 dimensions of 1 and 2, and two elements.
            int elements = 2 * (int)module.state_dict()["b"].element_size();
            Assert.Equal([1, (byte)'b', number, 2, 1, 2], saved[^(6 + elements)..^elements]);
        }
    }

    [Fact]
    public void Save_OfAnEmptyTensor_WritesItsShapeOnly()
    {
        using var module = new OneWeight();

        byte[] saved = Saved(module);
        using var other = new OneWeight();
        Loaded(other, saved);

        // 2 entries; "w": float32, 2 dimensions of 1 and 0, no elements; then "n".
        Assert.Equal([2, 1, (byte)'w', 6, 2, 1, 0, 1, (byte)'n'], saved[..9]);
        Assert.Equal(0, other.Weight.numel());
    }

    [Fact]
    public void Load_OfAnotherName_IsRefusedUnlessNotStrict()
    {
        using var module = new OneWeight(1, 2);
        using var larger = new OneWeight(3, 4);
        larger.register_buffer("more", zeros(1));
        byte[] saved = Saved(module);

        Assert.Throws<ArgumentException>(() => Loaded(larger, saved));
        using var stream = new MemoryStream(saved);
        larger.load(stream, strict: false);

        Assert.Equal([1, 2], larger.Weight.data<float>().ToArray());
    }

    [Fact]
    public void Load_OfASavedFile_RestoresEveryElement()
    {
        using var module = new OneWeight(1, 2);
        byte[] saved = Saved(module);
        using var other = new OneWeight(0, 0);

        Loaded(other, saved);

        Assert.Equal([1, 2], other.Weight.data<float>().ToArray());
        Assert.True(other.Weight.requires_grad);
    }

    [Fact]
    public void Load_OfAnotherShape_IsRefused()
    {
        using var module = new OneWeight(1, 2, 3);
        byte[] saved = Saved(module);
        using var other = new OneWeight(0, 0);

        Assert.Throws<ArgumentException>(() => Loaded(other, saved));
    }

    [Fact]
    public void Load_OfACutFile_IsRefused()
    {
        using var module = new OneWeight(1, 2);
        byte[] saved = Saved(module);

        Assert.ThrowsAny<IOException>(() => Loaded(module, saved[..^9]));
    }

    private static byte[] Saved(nn.Module module)
    {
        using var stream = new MemoryStream();
        module.save(stream);
        return stream.ToArray();
    }

    private static void Loaded(nn.Module module, byte[] saved)
    {
        using var stream = new MemoryStream(saved);
        module.load(stream);
    }

    private sealed class OneWeight : nn.Module<Tensor, Tensor>
    {
        private readonly Parameter w;
        private readonly Tensor n;

        public OneWeight(params float[] values)
            : base("one")
        {
            w = new Parameter(tensor(values, [1, values.Length]));
            n = tensor(7L);
            RegisterComponents();
        }

        public Parameter Weight => w;

        public override Tensor forward(Tensor input) => input * w;
    }
}
