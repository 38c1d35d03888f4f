using MLNetDetection.Core.Geometry;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Augmentation;

/// <summary>Pads the view to an aspect, centred, so that a resize to that aspect keeps shapes.</summary>
public sealed class Letterbox : IAugmentation
{
    private readonly double _aspect;

    /// <summary>Pads to the aspect of an input.</summary>
    /// <param name="width">Pixels across of the input.</param>
    /// <param name="height">Pixels down of the input.</param>
    public Letterbox(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        _aspect = (double)width / height;
    }

    /// <summary>Colour of the padding, [0, 255].</summary>
    public RgbTriple Fill { get; init; } = new(123, 117, 104);

    /// <inheritdoc />
    public void Apply(AugmentationPlan plan, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(plan);
        float across = Math.Max(0, (float)((plan.Height * _aspect) - plan.Width)) / 2, down = Math.Max(0, (float)((plan.Width / _aspect) - plan.Height)) / 2;
        plan.Fill = Fill;
        plan.Crop(new BoxXyxy(-across, -down, plan.Width + across, plan.Height + down));
    }
}
