namespace MLNetDetection.Core.Metrics;

/// <summary>A class of an <see cref="EvaluationSet"/>.</summary>
/// <param name="Id">As boxes were added with it; COCO's category id.</param>
/// <param name="Name">For people.</param>
public readonly record struct EvaluationClass(int Id, string Name);
