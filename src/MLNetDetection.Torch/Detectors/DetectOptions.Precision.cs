namespace MLNetDetection.Torch.Detectors;

/// <content>Precision.</content>
public sealed partial class DetectOptions
{
    /// <summary>
    /// What the convolutions compute in. Where the device gains nothing by it float32 is taken, see <see cref="SsdDetector.ChoosePrecision"/>.
    /// Default float32.
    /// </summary>
    public PredictionPrecision Precision { get; set; }

    private void ValidatePrecision()
    {
        if (!Enum.IsDefined(Precision))
        {
            throw new ArgumentOutOfRangeException(nameof(Precision), Precision, "Precision is Float32 or BFloat16.");
        }
    }
}
