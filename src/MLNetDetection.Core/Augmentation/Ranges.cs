using System.Runtime.CompilerServices;

namespace MLNetDetection.Core.Augmentation;

/// <summary>Checks of augmentation options.</summary>
internal static class Ranges
{
    /// <summary><paramref name="value"/>, in [0, 1].</summary>
    public static double Probability(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Within(value, 0, 1, name);

    /// <summary><paramref name="value"/>, in [<paramref name="low"/>, <paramref name="high"/>].</summary>
    public static double Within(double value, double low, double high, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= low && value <= high
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"Must be in [{low}, {high}].");
}
