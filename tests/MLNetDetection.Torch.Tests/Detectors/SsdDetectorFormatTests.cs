using MLNetDetection.Core.Annotations;
using MLNetDetection.Torch.Detectors;
using MLNetDetection.Torch.Tests.Support;

namespace MLNetDetection.Torch.Tests.Detectors;

public class SsdDetectorFormatTests
{
    private static SsdDetector Load(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        return SsdDetector.Load(reader);
    }

    [Fact]
    public void Load_OfSave_DetectsTheSameToTheBit()
    {
        var architecture = new TinySsd(96, 64, 24, Preprocessing.ImageNet with { Fit = InputFit.Letterbox });
        using var detector = new SsdDetector(architecture, ["red", "blå"], 5);

        using SsdDetector loaded = Load(Support.Detectors.Weights(detector));

        Assert.Equal(detector.ClassNames, loaded.ClassNames);
        Assert.Equal(architecture.Preprocessing, loaded.Architecture.Preprocessing);
        var same = Assert.IsType<TinySsd>(loaded.Architecture);
        Assert.Equal((96, 64, 24), (same.InputWidth, same.InputHeight, same.Channels));
        var options = new DetectOptions { ScoreThreshold = 0.1f };
        TrainingSample sample = new SquaresSet(1).Read(0);
        IReadOnlyList<Detection> expected = detector.Detect([sample.Image], options)[0];
        Assert.NotEmpty(expected);
        Assert.Equal(expected, loaded.Detect([sample.Image], options)[0]);
    }

    [Fact]
    public void Load_WithinALongerStream_StopsAtItsEnd()
    {
        using SsdDetector detector = Support.Detectors.Small();
        byte[] bytes = [9, 9, .. Support.Detectors.Weights(detector), 7];
        using var reader = new BinaryReader(new MemoryStream(bytes));
        reader.ReadInt16();

        using SsdDetector loaded = SsdDetector.Load(reader);

        Assert.Equal(7, reader.ReadByte());
    }

    [Fact]
    public void Load_ForeignFile_SaysSo() =>
        Assert.Contains("no detector", Assert.Throws<InvalidDataException>(() => Load([1, 2, 3, 4, 5, 6, 7, 8, 9])).Message);

    [Fact]
    public void Load_LaterVersion_SaysSo()
    {
        using SsdDetector detector = Support.Detectors.Small();
        byte[] bytes = Support.Detectors.Weights(detector);
        bytes[8] = 99;

        Assert.Contains("format 99", Assert.Throws<InvalidDataException>(() => Load(bytes)).Message);
    }

    [Fact]
    public void Load_UnknownNetwork_SaysSo()
    {
        using SsdDetector detector = Support.Detectors.Small();
        byte[] bytes = Support.Detectors.Weights(detector);
        bytes[12] = 200;

        Assert.Contains("network kind 200", Assert.Throws<InvalidDataException>(() => Load(bytes)).Message);
    }

    [Fact]
    public void Load_AWeightChanged_SaysDamaged()
    {
        using SsdDetector detector = Support.Detectors.Small();
        byte[] bytes = Support.Detectors.Weights(detector);
        bytes[bytes.Length / 2] ^= 1; // among the heads' weights

        Assert.Contains("checksum", Assert.Throws<InvalidDataException>(() => Load(bytes)).Message);
    }

    // 4,096 classes of 1,024 channels would be 2.7 GB of weights; the file has some kilobytes.
    [Fact]
    public void Load_AFewBytesThatDescribeAHugeNetwork_TakesNoMemory()
    {
        using SsdDetector detector = Support.Detectors.Small();
        byte[] small = Support.Detectors.Weights(detector);
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(small, 0, 12); // magic, version
        writer.Write(small, 12, 61); // the architecture up to its channels
        writer.Write(1024);
        writer.Write(4096);
        for (int i = 0; i < 4096; i++)
        {
            writer.Write(1);
            writer.Write((byte)'a');
        }

        writer.Write(4L << 30);
        long before = GC.GetAllocatedBytesForCurrentThread();

        string message = Assert.Throws<InvalidDataException>(() => Load(stream.ToArray())).Message;

        Assert.Contains("cut off", message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void Save_Always_StatesTheBytesOfItsWeights()
    {
        using var detector = new SsdDetector(new TinySsd(80, 60, 24), ["red", "blue"]);
        byte[] bytes = Support.Detectors.Weights(detector);
        int at = 12 + 61 + 4 + 4 + (4 + 3) + (4 + 4);

        Assert.Equal(detector.ParameterCount, detector.Architecture.CountParameters(2));
        Assert.Equal(bytes.Length - at - 8 - 4, BitConverter.ToInt64(bytes, at));
    }

    [Fact]
    public void Load_CutOffAnywhere_IsRefused()
    {
        using SsdDetector detector = Support.Detectors.Small();
        byte[] bytes = Support.Detectors.Weights(detector);

        for (int length = 0; length < bytes.Length; length += 1 + length / 3)
        {
            Assert.Throws<InvalidDataException>(() => Load(bytes[..length]));
        }
    }

    // Every header byte at every extreme: refused with a message, and never by running out of memory.
    [Fact]
    public void Load_AnyHeaderByteChanged_IsRefusedOrHarmless()
    {
        using SsdDetector detector = Support.Detectors.Small();
        byte[] bytes = Support.Detectors.Weights(detector);

        for (int at = 0; at < 220; at++)
        {
            foreach (byte value in (ReadOnlySpan<byte>)[0, 127, 255])
            {
                byte[] changed = [.. bytes];
                changed[at] = value;
                if (value != bytes[at])
                {
                    Assert.Throws<InvalidDataException>(() => Load(changed));
                }
            }
        }
    }
}
