namespace MLNetDetection.Core.Datasets;

/// <summary>What a <see cref="ShapesGenerator"/> draws; read once, by its constructor.</summary>
public sealed class ShapesOptions
{
    /// <summary>The smallest <see cref="Width"/> and <see cref="Height"/>, pixels.</summary>
    public const int SmallestSide = 64;

    /// <summary>Another seed is another set. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Pixels across, 64 to 8192. Default 320.</summary>
    public int Width { get; init; } = 320;

    /// <summary>Pixels down, 64 to 8192. Default 240.</summary>
    public int Height { get; init; } = 240;

    /// <summary>Share of images without any object, in [0, 1]. Default 0.1.</summary>
    public double EmptyShare { get; init; } = 0.1;

    /// <summary>The most objects in one image, at least 1; fewer where no room is left. Default 6.</summary>
    public int MaximumObjects { get; init; } = 6;

    /// <summary>No side of a box is shorter, pixels, at least 8. Default 20.</summary>
    public int MinimumObjectSize { get; init; } = 20;

    /// <summary>
    /// No side of a box is longer, pixels, and none is longer than 3/4 of the image's shorter side; both at least twice
    /// <see cref="MinimumObjectSize"/>. Default 120.
    /// </summary>
    public int MaximumObjectSize { get; init; } = 120;

    /// <summary>Of each object at least this share of its pixels stays visible, in [0, 1]. Default 0.6.</summary>
    public double MinimumVisibleShare { get; init; } = 0.6;

    /// <summary>The most things of no class in one image (leaves, pebbles, paper), 0 for none. Default 7.</summary>
    public int MaximumDistractors { get; init; } = 7;

    /// <summary>The longest side that fits, pixels.</summary>
    internal int LongestSide => Math.Min(MaximumObjectSize, Math.Min(Width, Height) * 3 / 4);

    /// <summary>Refuses values outside the documented ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and its value.</exception>
    internal void Check()
    {
        Within(Width, SmallestSide, 8192, nameof(Width));
        Within(Height, SmallestSide, 8192, nameof(Height));
        Within(EmptyShare, 0, 1, nameof(EmptyShare));
        Within(MaximumObjects, 1, 1000, nameof(MaximumObjects));
        Within(MinimumObjectSize, 8, 8192, nameof(MinimumObjectSize));
        Within(MinimumVisibleShare, 0, 1, nameof(MinimumVisibleShare));
        Within(MaximumDistractors, 0, 1000, nameof(MaximumDistractors));
        if (LongestSide < 2 * MinimumObjectSize)
        {
            throw new ArgumentOutOfRangeException(
                nameof(MaximumObjectSize),
                MaximumObjectSize,
                $"The largest object of a {Width}x{Height} image is {LongestSide} pixels long (at most 3/4 of the shorter side); it must be "
                + $"at least twice {nameof(MinimumObjectSize)}, {MinimumObjectSize}, so that every class can be turned and scaled between them.");
        }
    }

    private static void Within(double value, double minimum, double maximum, string name)
    {
        // Written so that NaN is refused too.
        if (!(value >= minimum && value <= maximum))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be in [{minimum}, {maximum}].");
        }
    }
}
