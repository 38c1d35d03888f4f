using MLNetDetection.Core.Suppression;

namespace MLNetDetection.Torch.Detectors;

/// <summary>
/// How a picture larger than a tile is cut into overlapping windows, each of which the network sees as a picture of its own, so that
/// objects are found that vanish when the whole picture is shrunk to the network's input. See docs/tiling.md.
/// </summary>
public sealed class TilingOptions
{
    /// <summary>The smallest <see cref="Width"/> and <see cref="Height"/>, pixels.</summary>
    public const int SmallestSide = 16;

    /// <summary>Of a tile, in pixels of the picture; 16 to 65,536. Default 640.</summary>
    public int Width { get; set; } = 640;

    /// <summary>
    /// Of a tile, in pixels of the picture; 16 to 65,536, or 0, the default: a tile has the ratio of the network's input, so that nothing is
    /// distorted.
    /// </summary>
    public int Height { get; set; }

    /// <summary>
    /// The share of a tile's side that neighbours have in common at least; in [0, 0.9]. An object no larger than this is whole in
    /// some tile. Default 0.2.
    /// </summary>
    public double Overlap { get; set; } = 0.2;

    /// <summary>Look at the whole picture as well, for objects larger than a tile. Default true.</summary>
    public bool IncludeWhole { get; set; } = true;

    /// <summary>Of two boxes of one class from two tiles that overlap by more than this, one goes. In [0, 1]; default 0.5.</summary>
    public double MergeOverlap { get; set; } = 0.5;

    /// <summary>How overlap is measured where a tile's border cut an object. Default by the smaller box.</summary>
    public OverlapMeasure MergeMeasure { get; set; }

    internal void Validate()
    {
        const int Largest = 65_536;
        const string Owner = nameof(DetectOptions.Tiling);
        Check(Width is >= SmallestSide and <= Largest, nameof(Width), Width, $"{SmallestSide} to {Largest} pixels");
        Check(Height is 0 or (>= SmallestSide and <= Largest), nameof(Height), Height, $"{SmallestSide} to {Largest} pixels, or 0");
        Check(Overlap is >= 0 and <= 0.9, nameof(Overlap), Overlap, "in [0, 0.9]");
        Check(MergeOverlap is >= 0 and <= 1, nameof(MergeOverlap), MergeOverlap, "in [0, 1]");
        Check(Enum.IsDefined(MergeMeasure), nameof(MergeMeasure), MergeMeasure, "one of the known measures");

        static void Check(bool valid, string name, object value, string range)
        {
            if (!valid)
            {
                throw new ArgumentOutOfRangeException($"{Owner}.{name}", value, $"{name} of tiles is {range}.");
            }
        }
    }
}
