namespace MLNetDetection.Torch.Training;

/// <summary>Means over the steps of an epoch so far, weighted by their images.</summary>
internal sealed class EpochSums(bool countAnchors)
{
    private double _class;
    private double _box;

    /// <summary>Null where anchors are not counted.</summary>
    public AnchorCounts? Anchors { get; } = countAnchors ? new AnchorCounts() : null;

    public int Steps { get; private set; }

    public int Images { get; private set; }

    public double Class => Images == 0 ? 0 : _class / Images;

    public double Box => Images == 0 ? 0 : _box / Images;

    public void Skip() => Steps++;

    public void Add(double classes, double boxes, int images)
    {
        Steps++;
        Images += images;
        _class += classes * images;
        _box += boxes * images;
    }
}
