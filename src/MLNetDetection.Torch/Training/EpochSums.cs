namespace MLNetDetection.Torch.Training;

/// <summary>Means over the steps of an epoch so far, weighted by their images.</summary>
internal sealed class EpochSums
{
    private double _class;
    private double _box;

    public int Steps { get; private set; }

    public int Images { get; private set; }

    public double Class => Images == 0 ? 0 : _class / Images;

    public double Box => Images == 0 ? 0 : _box / Images;

    public void Add(double classes, double boxes, int images)
    {
        Steps++;
        Images += images;
        _class += classes * images;
        _box += boxes * images;
    }
}
