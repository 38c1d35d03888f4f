namespace MLNetDetection.Core.Datasets;

/// <summary>Something that the format written cannot hold.</summary>
/// <param name="What">What was lost or changed, for people.</param>
/// <param name="Count">How many images or objects it concerns.</param>
public sealed record ConversionLoss(string What, int Count)
{
    /// <summary>count what.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} {What}");
}
