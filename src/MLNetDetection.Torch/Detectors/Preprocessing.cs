namespace MLNetDetection.Torch.Detectors;

/// <summary>
/// What a network was trained to see: how a picture comes to the input's size, and the numbers its bytes become.
/// Saved with the model, since weights fail without it. Channels are R, G, B.
/// </summary>
/// <param name="MeanR">Subtracted from red, on the scale 0 to 255.</param>
/// <param name="MeanG">Subtracted from green.</param>
/// <param name="MeanB">Subtracted from blue.</param>
/// <param name="DeviationR">Divides red afterwards; over 0.</param>
/// <param name="DeviationG">Divides green.</param>
/// <param name="DeviationB">Divides blue.</param>
/// <param name="Fit">How a picture of another size or ratio is brought to the input.</param>
public sealed record Preprocessing(
    double MeanR, double MeanG, double MeanB, double DeviationR, double DeviationG, double DeviationB, InputFit Fit = InputFit.Stretch)
{
    /// <summary>(byte - 127.5) / 63.75, stretched: values from -2 to 2.</summary>
    public static Preprocessing Centred { get; } = new(127.5, 127.5, 127.5, 63.75, 63.75, 63.75);

    /// <summary>ImageNet's mean and deviation as torchvision's models expect them, stretched.</summary>
    public static Preprocessing ImageNet { get; } = new(
        0.485 * 255, 0.456 * 255, 0.406 * 255, 0.229 * 255, 0.224 * 255, 0.225 * 255);

    /// <summary>Checks that every number is finite and every deviation over 0.</summary>
    /// <exception cref="ArgumentException">They are not, or the fit is unknown.</exception>
    public void Validate()
    {
        if (!double.IsFinite(MeanR + MeanG + MeanB + DeviationR + DeviationG + DeviationB)
            || DeviationR <= 0 || DeviationG <= 0 || DeviationB <= 0)
        {
            throw new ArgumentException("Means are finite and deviations finite and over 0.");
        }

        if (!Enum.IsDefined(Fit))
        {
            throw new ArgumentException($"{(int)Fit} is no way to fit a picture.");
        }
    }
}
