namespace MLNetDetection.Torch.Anchors;

/// <summary>Where anchors lie on a map, and what is done to them there.</summary>
public sealed record AnchorLayout
{
    /// <summary>Pixels between centres, one per map, at least 1; null takes input side / cells.</summary>
    public IReadOnlyList<int>? StepsPx { get; init; }

    /// <summary>Where the first centre lies, in steps, one per map, in [0, 1]; null takes the cell's middle, 0.5.</summary>
    public IReadOnlyList<double>? CentreOffsets { get; init; }

    /// <summary>True cuts shapes wider or higher than the input to its size, as torchvision does.</summary>
    public bool ClipShapes { get; init; }

    /// <summary>True moves centres outside the input to its edge before corners are computed, as NVIDIA's SSD300 does.</summary>
    public bool ClampCentres { get; init; }

    /// <summary>True cuts boxes off at the input's edges, as Caffe's prior boxes can be.</summary>
    public bool ClipBoxes { get; init; }

    /// <summary>
    /// True rounds centres and sides to float32 as fractions of the input and computes on in float32, so that anchors equal those
    /// of the PyTorch implementations bit for bit; false computes in float64.
    /// </summary>
    public bool Single { get; init; }

    /// <summary>The anchors' order.</summary>
    public AnchorOrder Order { get; init; }
}
