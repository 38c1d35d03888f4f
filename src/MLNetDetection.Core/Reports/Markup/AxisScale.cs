using System.Globalization;

namespace MLNetDetection.Core.Reports.Markup;

/// <summary>An axis from its least to its greatest value, with ticks at multiples of 1, 2 or 5 times a power of ten.</summary>
internal sealed class AxisScale
{
    // Below this share of their size values differ by rounding only.
    private const double RelativeResolution = 1e-9;

    private const double Tiny = 1e-100;

    private AxisScale(double minimum, double maximum, IReadOnlyList<AxisTick> ticks)
    {
        Minimum = minimum;
        Maximum = maximum;
        Ticks = ticks;
    }

    public double Minimum { get; }

    public double Maximum { get; }

    public IReadOnlyList<AxisTick> Ticks { get; }

    /// <summary>An axis that ends where the values end; ticks are whole numbers where all the values are.</summary>
    public static AxisScale Tight(IReadOnlyCollection<double> values)
    {
        (double minimum, double maximum) = Range(values);
        bool whole = values.All(value => value == Math.Floor(value));
        double step = Step(maximum - minimum, wanted: 7);
        return Create(minimum, maximum, whole ? Math.Max(1, step) : step);
    }

    /// <summary>An axis that ends on ticks, and starts from 0 where that wastes little of it.</summary>
    public static AxisScale Loose(IReadOnlyCollection<double> values)
    {
        (double minimum, double maximum) = Range(values);
        if (minimum > 0 && minimum <= 0.6 * maximum)
        {
            minimum = 0;
        }

        double step = Step(maximum - minimum, wanted: 6);

        // The small allowance keeps 0.30000000000000004 / 0.1 from costing another step.
        double first = Math.Floor((minimum / step) + 1e-6) * step;
        double last = Math.Ceiling((maximum / step) - 1e-6) * step;
        return Create(first, last, step);
    }

    /// <summary>Where a value lies: 0 at the least, 1 at the greatest.</summary>
    public double Position(double value) => Math.Clamp((value - Minimum) / (Maximum - Minimum), 0, 1);

    private static (double Minimum, double Maximum) Range(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
        {
            return (0, 1);
        }

        double minimum = values.Min();
        double maximum = values.Max();
        double size = Math.Max(Math.Abs(minimum), Math.Abs(maximum));
        if (size < Tiny)
        {
            return (0, 1);
        }

        if (maximum - minimum > size * RelativeResolution)
        {
            return (minimum, maximum);
        }

        // One value (or as good as one) stands in the middle.
        double half = values.All(value => value == Math.Floor(value)) && size < 1e6 ? 1 : size * 0.1;
        return (minimum - half, maximum + half);
    }

    private static double Step(double span, int wanted)
    {
        double rough = span / wanted;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double lead = rough / power;
        return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    }

    private static AxisScale Create(double minimum, double maximum, double step)
    {
        double first = Math.Ceiling((minimum / step) - 1e-6);
        double last = Math.Floor((maximum / step) + 1e-6);
        string format = Format(Math.Max(Math.Abs(minimum), Math.Abs(maximum)), step);
        var ticks = new List<AxisTick>();
        for (double index = first; index <= last; index++)
        {
            // Adding 0 turns -0 into 0.
            double value = (index * step) + 0.0;
            ticks.Add(new AxisTick(value, Label(value, format)));
        }

        return new AxisScale(minimum, maximum, ticks);
    }

    private static string Label(double value, string format) =>
        value == 0 && format.StartsWith('0') ? "0" : value.ToString(format, CultureInfo.InvariantCulture);

    private static string Format(double size, double step)
    {
        int stepPower = (int)Math.Floor(Math.Log10(step) + 1e-9);
        if (size < 1e6 && stepPower >= -5)
        {
            return "F" + Math.Max(0, -stepPower);
        }

        // As many digits as it takes to tell neighbouring ticks apart.
        int digits = Math.Clamp((int)Math.Floor(Math.Log10(size)) - stepPower, 0, 15);
        return "0." + new string('#', digits) + "E+0";
    }
}
