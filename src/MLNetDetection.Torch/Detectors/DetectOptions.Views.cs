namespace MLNetDetection.Torch.Detectors;

/// <content>Looking at a picture more than once: in tiles and at several scales.</content>
public sealed partial class DetectOptions
{
    private const int MostScales = 8;

    /// <summary>
    /// Cuts pictures larger than a tile into overlapping windows, whose finds are joined. With it <see cref="MaxDetections"/> holds for each
    /// window and for the picture: raise it where more are expected. Default null: a picture is looked at as a whole.
    /// </summary>
    public TilingOptions? Tiling { get; set; }

    /// <summary>
    /// At how many times its size each picture, or each tile, is looked at; what the scales find is joined by weighted box fusion. Above 1 it is
    /// split into overlapping parts, below 1 it lies smaller in the middle of the input. One to eight different numbers in [0.25, 4];
    /// default 1 alone.
    /// </summary>
    public IReadOnlyList<double> Scales { get; set; } = [1];

    /// <summary>True where tiles or scales are wanted, which flips alone are not.</summary>
    internal bool HasViews => Tiling is not null || HasScales;

    internal bool HasScales => Scales is not [1];

    /// <summary>The same for one view: no tiles, scales or flips.</summary>
    internal DetectOptions OfOneView()
    {
        var copy = (DetectOptions)MemberwiseClone();
        (copy.Tiling, copy.Scales, copy.Flips) = (null, [1], PictureFlips.None);
        return copy;
    }

    private void ValidateViews()
    {
        Tiling?.Validate();
        if (Scales is null || Scales.Count is 0 or > MostScales || Scales.Distinct().Count() != Scales.Count || !Scales.All(scale => scale is >= 0.25 and <= 4))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Scales), Scales is null ? null : string.Join(", ", Scales), $"Scales are one to {MostScales} different numbers in [0.25, 4].");
        }
    }
}
