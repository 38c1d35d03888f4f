namespace MLNetDetection.Core.Datasets;

/// <summary>How <see cref="DetectionDataset.Open"/> reads a data set.</summary>
public sealed class DatasetOptions
{
    /// <summary>The format; null, the default, recognises it.</summary>
    public AnnotationFormat? Format { get; init; }

    /// <summary>Only this part, such as "train"; null, the default, reads all parts.</summary>
    public string? Split { get; init; }

    /// <summary>
    /// Class names in the order of class ids; an object of any other class is a fault. Null, the default, takes the list that the
    /// data set brings, else the names that occur in any part of it, sorted by code point.
    /// </summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>The folder of the images, where they do not lie under the annotations' own. Default null.</summary>
    public string? ImageFolder { get; init; }

    /// <summary>True, the default, looks for every image file; false takes the paths unseen, for annotations without images.</summary>
    public bool FindImages { get; init; } = true;

    /// <summary>What the numbers of Pascal VOC mean; 1-based inclusive pixels by default.</summary>
    public VocPixels Pixels { get; init; } = VocPixels.OneBasedInclusive;

    /// <summary>What to do about a box without area or outside its image; clipped by default.</summary>
    public BadBoxPolicy BadBoxes { get; init; } = BadBoxPolicy.Clip;

    /// <summary>What to do about a missing image or an annotation that cannot be read; an error by default.</summary>
    public BadFilePolicy BadFiles { get; init; } = BadFilePolicy.Fail;

    /// <summary>The largest annotation file that is read, bytes, at least 1. Default 1 GiB.</summary>
    public long MaximumAnnotationBytes { get; init; } = 1L << 30;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumAnnotationBytes, 1, nameof(MaximumAnnotationBytes));
        if (Format is { } format && !Enum.IsDefined(format))
        {
            throw new ArgumentOutOfRangeException(nameof(Format), format, "No annotation format.");
        }
    }
}
