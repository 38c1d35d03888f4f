namespace MLNetDetection.Torch.Training;

/// <summary>The loss became infinite or no number at all.</summary>
public sealed class TrainingDivergedException : InvalidOperationException
{
    /// <summary>An error that names the batch.</summary>
    /// <param name="message">What happened and when.</param>
    /// <param name="imageNames">The batch's images.</param>
    public TrainingDivergedException(string message, IReadOnlyList<string> imageNames)
        : base(message)
    {
        ImageNames = imageNames;
    }

    /// <summary>The images of the step at which the loss left the finite numbers.</summary>
    public IReadOnlyList<string> ImageNames { get; }
}
