namespace MLNetDetection.Torch.Training;

/// <summary>A step needs more memory than there is.</summary>
public sealed class TrainingOutOfMemoryException : InvalidOperationException
{
    /// <summary>An error that says what fits.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="batchSize">Images of the step.</param>
    /// <param name="fittingBatchSize">Images that fit; 0 where not even one does.</param>
    /// <param name="innerException">What torch threw.</param>
    public TrainingOutOfMemoryException(string message, int batchSize, int fittingBatchSize, Exception? innerException = null)
        : base(message, innerException) => (BatchSize, FittingBatchSize) = (batchSize, fittingBatchSize);

    /// <summary>Images of the step.</summary>
    public int BatchSize { get; }

    /// <summary>Images for which a forward and a backward pass went through; 0 where not even one does.</summary>
    public int FittingBatchSize { get; }
}
