namespace MLNetDetection.Torch.Training;

/// <summary>A step that a run left out, see <see cref="DivergenceAction.Skip"/>.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Iteration">The run's step, from 1.</param>
/// <param name="Reason">What was wrong; names the images too.</param>
/// <param name="ImageNames">The step's images.</param>
public sealed record SkippedStep(int Epoch, int Iteration, string Reason, IReadOnlyList<string> ImageNames);
