namespace MLNetDetection.Torch.Sampling;

/// <summary>How many anchors of an image are chosen.</summary>
/// <param name="Count">Positives and negatives together, at least 1; 256 in RPN.</param>
/// <param name="PositiveShare">Of them positives at most, in [0, 1]; 0.5 in RPN.</param>
public readonly record struct SampleSize(int Count, double PositiveShare)
{
    internal int Positives => (int)(Count * PositiveShare);

    internal SampleSize Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Count, 1);
        return PositiveShare is >= 0 and <= 1 ? this : throw new ArgumentOutOfRangeException(nameof(PositiveShare), PositiveShare, "The share is in [0, 1].");
    }
}
