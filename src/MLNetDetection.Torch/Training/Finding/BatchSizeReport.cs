namespace MLNetDetection.Torch.Training.Finding;

/// <summary>Which batch fits.</summary>
/// <param name="BatchSize">The largest that fits; 0 where not even two images do.</param>
/// <param name="Trials">What was tried, sizes rising.</param>
public sealed record BatchSizeReport(int BatchSize, IReadOnlyList<BatchSizeTrial> Trials);
