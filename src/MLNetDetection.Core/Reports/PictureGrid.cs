namespace MLNetDetection.Core.Reports;

/// <summary>Pictures side by side under one heading and one legend of their classes.</summary>
public sealed class PictureGrid
{
    /// <summary>A grid of the given pictures.</summary>
    /// <param name="title">The heading, or null for none.</param>
    /// <param name="pictures">In reading order; none shows "no pictures".</param>
    public PictureGrid(string? title, params IEnumerable<ReportPicture> pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        Title = title;
        Pictures = [.. pictures];
        if (Pictures.Contains(null!))
        {
            throw new ArgumentNullException(nameof(pictures));
        }
    }

    /// <summary>The heading, or null.</summary>
    public string? Title { get; }

    /// <summary>The pictures.</summary>
    public IReadOnlyList<ReportPicture> Pictures { get; }
}
