using System.Globalization;

namespace MLNetDetection.Core.Reports;

/// <summary>Numbers as text for reports: always a decimal point, whatever the culture.</summary>
public static class ReportNumber
{
    /// <summary>What stands in place of a figure that has no value.</summary>
    public const string NotMeasured = "not measured";

    private static readonly NumberFormatInfo Thousands =
        NumberFormatInfo.ReadOnly(new NumberFormatInfo { NumberGroupSeparator = "\u202F" });

    /// <summary>A fixed number of decimals, such as 0.913; <see cref="NotMeasured"/> where it is not finite.</summary>
    /// <param name="value">Any number.</param>
    /// <param name="decimals">Digits after the point, 0 to 15.</param>
    public static string Fixed(double value, int decimals = 3)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, 15);
        return double.IsFinite(value) ? value.ToString("F" + decimals, CultureInfo.InvariantCulture) : NotMeasured;
    }

    /// <summary>A whole number with thin spaces between thousands, such as 12 345.</summary>
    public static string Count(long value) => value.ToString("#,0", Thousands);
}
