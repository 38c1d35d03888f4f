using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Torch.Detectors;

/// <summary>
/// What a network was trained to see: how a picture comes to the input's size, and the numbers its bytes become.
/// Saved with the model, since weights fail without it.
/// </summary>
/// <param name="MeanR">Subtracted from red, on the scale 0 to 255.</param>
/// <param name="MeanG">Subtracted from green.</param>
/// <param name="MeanB">Subtracted from blue.</param>
/// <param name="DeviationR">Divides red afterwards; over 0.</param>
/// <param name="DeviationG">Divides green.</param>
/// <param name="DeviationB">Divides blue.</param>
/// <param name="Fit">How a picture of another size or ratio is brought to the input.</param>
/// <param name="Filter">
/// How pixels become fewer or more. Antialiased as PIL resizes, rounded to bytes; bilinear as torch.nn.functional.interpolate
/// does without antialiasing, in prediction not rounded.
/// </param>
/// <param name="Order">In which order the network takes the channels; means and deviations are named by colour in either.</param>
public sealed record Preprocessing(
    double MeanR, double MeanG, double MeanB, double DeviationR, double DeviationG, double DeviationB, InputFit Fit = InputFit.Stretch,
    ResampleFilter Filter = ResampleFilter.Antialiased, ChannelOrder Order = ChannelOrder.Rgb)
{
    /// <summary>(byte - 127.5) / 63.75, stretched: values from -2 to 2.</summary>
    public static Preprocessing Centred { get; } = new(127.5, 127.5, 127.5, 63.75, 63.75, 63.75);

    /// <summary>ImageNet's mean and deviation as torchvision's models expect them, stretched.</summary>
    public static Preprocessing ImageNet { get; } = new(
        0.485 * 255, 0.456 * 255, 0.406 * 255, 0.229 * 255, 0.224 * 255, 0.225 * 255);

    /// <summary>Mean and deviation of torchvision's SSD300: ImageNet's means on the scale 0 to 255, not scaled; bilinear.</summary>
    public static Preprocessing TorchvisionSsd300 { get; } = new(
        0.48235 * 255, 0.45882 * 255, 0.40784 * 255, 1, 1, 1, InputFit.Stretch, ResampleFilter.Bilinear);

    /// <summary>Values from -1 to 1, as torchvision's SSDLite320; bilinear.</summary>
    public static Preprocessing TorchvisionSsdLite { get; } = new(127.5, 127.5, 127.5, 127.5, 127.5, 127.5, InputFit.Stretch, ResampleFilter.Bilinear);

    /// <summary>The teaching SSD's: means 123, 117 and 104, not scaled.</summary>
    public static Preprocessing Gluon { get; } = new(123, 117, 104, 1, 1, 1);

    /// <summary>Checks that every number is finite and every deviation over 0.</summary>
    /// <exception cref="ArgumentException">They are not, or the fit is unknown.</exception>
    public void Validate()
    {
        if (!double.IsFinite(MeanR + MeanG + MeanB + DeviationR + DeviationG + DeviationB)
            || DeviationR <= 0 || DeviationG <= 0 || DeviationB <= 0)
        {
            throw new ArgumentException("Means are finite and deviations finite and over 0.");
        }

        if (!Enum.IsDefined(Fit) || !Enum.IsDefined(Filter) || !Enum.IsDefined(Order))
        {
            throw new ArgumentException($"{(int)Fit}, {(int)Filter}, {(int)Order} is no way to fit a picture, no filter or no order of channels.");
        }
    }
}
