namespace MLNetDetection.Recipes.Sections;

/// <summary>A recipe's "data": what <see cref="SsdTrainer.Options"/> says of rows.</summary>
internal sealed class DataSection
{
    private static readonly SsdTrainer.Options _defaults = new();

    public double ValidationFraction { get; init; } = _defaults.ValidationFraction;

    public BadDataPolicy OnBadImage { get; init; } = _defaults.OnBadImage;

    public BadDataPolicy OnBadBox { get; init; } = _defaults.OnBadBox;

    public int CacheMegabytes { get; init; } = _defaults.CacheMegabytes;

    public int PredictionBatchSize { get; init; } = _defaults.PredictionBatchSize;

    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(CacheMegabytes);
        Within(ValidationFraction, 0, 0.9, nameof(ValidationFraction));
        Within(PredictionBatchSize, 1, SsdTransformer.MaxBatchSize, nameof(PredictionBatchSize));
    }

    private static void Within(double value, double low, double high, string name)
    {
        if (!(value >= low && value <= high))
        {
            throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is {value}; it must be {low} to {high}."));
        }
    }
}
