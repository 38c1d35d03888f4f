namespace MLNetDetection.Core.Metrics;

/// <summary>An image of an <see cref="EvaluationSet"/>, without its pixels.</summary>
/// <param name="Id">Distinct for each image; equal scores count in the order of ids.</param>
/// <param name="Name">For people: a file name, or a row.</param>
/// <param name="Width">Pixels; 0 where unknown.</param>
/// <param name="Height">Pixels; 0 where unknown.</param>
public readonly record struct EvaluationImage(long Id, string Name, int Width = 0, int Height = 0);
