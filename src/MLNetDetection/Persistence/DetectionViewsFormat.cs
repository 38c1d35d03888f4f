using MLNetDetection.Core.Suppression;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Persistence;

/// <summary>Tiles and scales of <see cref="DetectOptions"/> in a model file.</summary>
/// <remarks>
/// Layout, little-endian: float32 fusion IoU; int32 number of scales, each float64; byte 1 where there are tiles, then int32 width,
/// int32 height, float64 overlap, byte whole picture too, float64 merge overlap, byte merge measure.
/// </remarks>
internal static class DetectionViewsFormat
{
    private const int MostScales = 64;

    public static bool IsNeeded(DetectOptions options) => options.Tiling is not null || options.Scales is not [1];

    public static void Write(BinaryWriter writer, DetectOptions options)
    {
        writer.Write(options.FusionIou);
        writer.Write(options.Scales.Count);
        foreach (double scale in options.Scales)
        {
            writer.Write(scale);
        }

        writer.Write(options.Tiling is not null);
        if (options.Tiling is { } tiling)
        {
            writer.Write(tiling.Width);
            writer.Write(tiling.Height);
            writer.Write(tiling.Overlap);
            writer.Write(tiling.IncludeWhole);
            writer.Write(tiling.MergeOverlap);
            writer.Write((byte)tiling.MergeMeasure);
        }
    }

    /// <summary>Reads into <paramref name="options"/>, whose ranges are yet to be checked.</summary>
    /// <exception cref="InvalidDataException">An impossible number of scales.</exception>
    public static void Read(BinaryReader reader, DetectOptions options)
    {
        options.FusionIou = reader.ReadSingle();
        int count = reader.ReadInt32();
        if (count is < 0 or > MostScales)
        {
            throw new InvalidDataException($"The model file is damaged: it names {count} scales.");
        }

        var scales = new double[count];
        for (int i = 0; i < count; i++)
        {
            scales[i] = reader.ReadDouble();
        }

        options.Scales = scales;
        options.Tiling = !reader.ReadBoolean() ? null : new TilingOptions
        {
            Width = reader.ReadInt32(),
            Height = reader.ReadInt32(),
            Overlap = reader.ReadDouble(),
            IncludeWhole = reader.ReadBoolean(),
            MergeOverlap = reader.ReadDouble(),
            MergeMeasure = (OverlapMeasure)reader.ReadByte(),
        };
    }
}
