using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Datasets.Inspection;

/// <summary>How <see cref="DatasetInspector"/> looks at a set.</summary>
public sealed class InspectionOptions
{
    /// <summary>Format, image folder, pixels and limits of the annotations; its policies do not count, since everything is reported.</summary>
    public DatasetOptions Reading { get; init; } = new();

    /// <summary>
    /// Decodes a file's bytes as stored, not turned. Null, the default, looks at heads of files only: then no image is decoded, and copies
    /// of pictures and the channels' means are not looked for. Called from several threads.
    /// </summary>
    public Func<byte[], PixelImage>? Decode { get; init; }

    /// <summary>Anchors of the chosen network in pixels of its input; null, the default, leaves their coverage out.</summary>
    public IReadOnlyList<BoxXyxy>? Anchors { get; init; }

    /// <summary>Pixels across of the network's input, at least 1. Default 300.</summary>
    public int InputWidth { get; init; } = 300;

    /// <summary>Pixels down of the network's input, at least 1. Default 300.</summary>
    public int InputHeight { get; init; } = 300;

    /// <summary>A class with fewer images is called rare; 0 or more. Default 10.</summary>
    public int RareClassImages { get; init; } = 10;

    /// <summary>Bits of 128 in which two hashes of one picture may differ, 0 to 7. Default 4.</summary>
    public int DuplicateDistance { get; init; } = 4;

    /// <summary>Threads that open images, 1 to 64; 0, the default, takes one for each processor.</summary>
    public int Workers { get; init; }

    /// <summary>Is told the images looked at and all there are, from several threads; null, the default, tells nobody.</summary>
    public IProgress<(int Done, int All)>? Progress { get; init; }

    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Reading, nameof(Reading));
        ArgumentOutOfRangeException.ThrowIfLessThan(InputWidth, 1, nameof(InputWidth));
        ArgumentOutOfRangeException.ThrowIfLessThan(InputHeight, 1, nameof(InputHeight));
        ArgumentOutOfRangeException.ThrowIfNegative(RareClassImages, nameof(RareClassImages));
        ArgumentOutOfRangeException.ThrowIfNegative(DuplicateDistance, nameof(DuplicateDistance));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(DuplicateDistance, NearDuplicates.MaximumDistance, nameof(DuplicateDistance));
        ArgumentOutOfRangeException.ThrowIfNegative(Workers, nameof(Workers));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Workers, 64, nameof(Workers));
    }
}
