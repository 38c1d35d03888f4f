namespace MLNetDetection.Core.Datasets;

/// <summary>What a reader did about a fault.</summary>
public enum DatasetFindingKind
{
    /// <summary>An image was left out.</summary>
    ImageSkipped,

    /// <summary>An object was left out.</summary>
    BoxSkipped,

    /// <summary>A box was cut at the image's edge.</summary>
    BoxClipped,
}
