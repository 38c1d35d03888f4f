namespace MLNetDetection.Torch.Detectors;

/// <summary>Architectures in a model file.</summary>
/// <remarks>
/// Layout: int32 kind; int32 input width; int32 input height; 6 float64 (means R G B, deviations R G B); byte fit;
/// then what the kind adds (Tiny: int32 channels).
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

        writer.Write((byte)p.Fit);
        architecture.WriteOptions(writer);
    }

    /// <exception cref="InvalidDataException">A kind this version does not know, or a value outside its range.</exception>
    public static SsdArchitecture Read(BinaryReader reader)
    {
        int kind = reader.ReadInt32(), width = reader.ReadInt32(), height = reader.ReadInt32();
        var preprocessing = new Preprocessing(
            reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(),
            reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), (InputFit)reader.ReadByte());
        try
        {
            return kind switch
            {
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
