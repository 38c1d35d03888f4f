using MLNetDetection.Core.Reports.Markup;

namespace MLNetDetection.Core.Reports;

/// <summary>An encoded picture with boxes drawn over it.</summary>
public sealed class ReportPicture
{
    /// <summary>A picture for a <see cref="PictureGrid"/>.</summary>
    /// <param name="encoded">A JPEG, PNG, GIF, BMP or WebP file, not copied. A smaller copy of the picture will do.</param>
    /// <param name="width">Pixels across in which the boxes count, at least 1; the picture is stretched to it.</param>
    /// <param name="height">Pixels down in which the boxes count, at least 1.</param>
    /// <param name="caption">The line under the picture, also its alternative text.</param>
    /// <param name="boxes">May be empty.</param>
    /// <exception cref="ArgumentException">The bytes are not of one of these formats.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side is under 1.</exception>
    public ReportPicture(byte[] encoded, int width, int height, string caption, params IEnumerable<ReportBox> boxes)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentNullException.ThrowIfNull(caption);
        ArgumentNullException.ThrowIfNull(boxes);
        MediaType = PictureFormat.MediaTypeOf(encoded)
            ?? throw new ArgumentException("The bytes are not a JPEG, PNG, GIF, BMP or WebP file.", nameof(encoded));
        Encoded = encoded;
        Width = width;
        Height = height;
        Caption = caption;
        Boxes = [.. boxes];
    }

    /// <summary>The file's bytes.</summary>
    public byte[] Encoded { get; }

    /// <summary>Pixels across in which the boxes count.</summary>
    public int Width { get; }

    /// <summary>Pixels down in which the boxes count.</summary>
    public int Height { get; }

    /// <summary>The line under the picture.</summary>
    public string Caption { get; }

    /// <summary>True and predicted boxes.</summary>
    public IReadOnlyList<ReportBox> Boxes { get; }

    internal string MediaType { get; }
}
