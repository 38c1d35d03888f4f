using System.Globalization;

namespace MLNetDetection.Core.Metrics.Grouping;

/// <summary>What no evaluator can count: said in words for the caller's message, or null where the box is sound.</summary>
internal static class BoxChecks
{
    public static string? Fault(in GroundTruthBox box) =>
        Fault(box.X, box.Y, box.Width, box.Height) ?? (box.Area >= 0 && double.IsFinite(box.Area) ? null : $"the area {Text(box.Area)} is no size");

    public static string? Fault(in DetectionBox box) =>
        Fault(box.X, box.Y, box.Width, box.Height) ?? (box.Score >= 0 && double.IsFinite(box.Score) ? null : $"the score {Text(box.Score)} is not 0 or more");

    public static string? Fault(double x, double y, double width, double height)
    {
        // A product that overflows would make every IoU NaN.
        if (double.IsFinite(x + y) && width >= 0 && height >= 0 && double.IsFinite((width + 1) * (height + 1)))
        {
            return null;
        }

        string box = $"x {Text(x)}, y {Text(y)}, width {Text(width)}, height {Text(height)}";
        return $"the box ({box}) is not finite or has a negative side";
    }

    public static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
