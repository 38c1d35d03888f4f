namespace MLNetDetection.Torch.Training.Finding;

/// <summary>One batch that was tried.</summary>
/// <param name="BatchSize">Images.</param>
/// <param name="Fits">True where a whole step went through within the limit.</param>
/// <param name="PeakBytes">The process's resident memory at its highest during the step; 0 where it did not go through.</param>
/// <param name="ImagesPerSecond">Of the step alone; 0 where it did not go through.</param>
public readonly record struct BatchSizeTrial(int BatchSize, bool Fits, long PeakBytes, double ImagesPerSecond);
