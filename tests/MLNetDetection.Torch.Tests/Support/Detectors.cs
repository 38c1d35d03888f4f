using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Torch.Tests.Support;

internal static class Detectors
{
    /// <summary>The smallest network there is: 80x60 input, 16 channels, 26 thousand parameters.</summary>
    public static SsdDetector Small(int seed = 0) => new(new TinySsd(80, 60, 16), ["red", "blue"], seed);

    public static byte[] Weights(SsdDetector detector)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        detector.Save(writer);
        return stream.ToArray();
    }
}
