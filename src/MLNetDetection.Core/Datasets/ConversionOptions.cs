namespace MLNetDetection.Core.Datasets;

/// <summary>How <see cref="DatasetConverter"/> writes.</summary>
public sealed class ConversionOptions
{
    /// <summary>True, the default, copies the image files; false writes the annotations alone, which name them as if they were there.</summary>
    public bool CopyImages { get; init; } = true;

    /// <summary>True writes into a folder that holds something already. Default false: that is refused.</summary>
    public bool Overwrite { get; init; }
}
