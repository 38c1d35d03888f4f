using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Torch.Detectors;

/// <summary>Architectures in a model file.</summary>
/// <remarks>
/// Layout: int32 kind; int32 input width; int32 input height; 6 float64 (means R G B, deviations R G B); byte fit, with the
/// filter in bit 4 and the order of channels in bit 5; then what the kind adds (Tiny: int32 channels; composed: see there).
/// </remarks>
internal static class SsdArchitectureFormat
{
    public static void Write(BinaryWriter writer, SsdArchitecture architecture)
    {
        writer.Write(architecture.Kind);
        writer.Write(architecture.InputWidth);
        writer.Write(architecture.InputHeight);
        Preprocessing p = architecture.Preprocessing;
        foreach (double value in (ReadOnlySpan<double>)[p.MeanR, p.MeanG, p.MeanB, p.DeviationR, p.DeviationG, p.DeviationB])
        {
            writer.Write(value);
        }

        writer.Write((byte)((int)p.Fit | (int)p.Filter << 4 | (int)p.Order << 5));
        architecture.WriteOptions(writer);
    }

    /// <exception cref="InvalidDataException">A kind this version does not know, or a value outside its range.</exception>
    public static SsdArchitecture Read(BinaryReader reader)
    {
        int kind = reader.ReadInt32(), width = reader.ReadInt32(), height = reader.ReadInt32();
        double[] numbers = [.. Enumerable.Range(0, 6).Select(_ => reader.ReadDouble())];
        byte fit = reader.ReadByte();
        var preprocessing = new Preprocessing(
            numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5],
            (InputFit)(fit & 0xCF), (ResampleFilter)(fit >> 4 & 1), (ChannelOrder)(fit >> 5 & 1));
        try
        {
            return kind switch
            {
                ComposedSsd.KindInFile => ComposedSsd.Read(reader, width, height, preprocessing),
                TinySsd.KindInFile => new TinySsd(width, height, reader.ReadInt32(), preprocessing),
                _ => throw new InvalidDataException($"The model file names network kind {kind}, which this version does not know."),
            };
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"The model file describes an impossible network: {error.Message}", error);
        }
    }
}
