namespace Microsoft.ML.Data;

/// <summary>Scales a column of numbers linearly, its smallest to 0 and its largest to 1.</summary>
internal static class SamplingKeyScale
{
    public static Func<DataViewRow, DataViewSchema.Column, Delegate> Single(IDataView data, DataViewSchema.Column column)
    {
        var (min, max) = Bounds<float>(data, column, float.IsNaN, float.PositiveInfinity, float.NegativeInfinity);
        float scale = max > min ? 1 / (max - min) : 0;
        float offset = scale == 0 ? 0 : min;
        return (row, source) =>
        {
            var getter = row.GetGetter<float>(source);
            return (ValueGetter<float>)((ref float value) =>
            {
                getter(ref value);
                value = (value - offset) * scale;
            });
        };
    }

    public static Func<DataViewRow, DataViewSchema.Column, Delegate> Double(IDataView data, DataViewSchema.Column column)
    {
        var (min, max) = Bounds<double>(data, column, double.IsNaN, double.PositiveInfinity, double.NegativeInfinity);
        double scale = max > min ? 1 / (max - min) : 0;
        double offset = scale == 0 ? 0 : min;
        return (row, source) =>
        {
            var getter = row.GetGetter<double>(source);
            return (ValueGetter<double>)((ref double value) =>
            {
                getter(ref value);
                value = (value - offset) * scale;
            });
        };
    }

    private static (T Min, T Max) Bounds<T>(
        IDataView data, DataViewSchema.Column column, Func<T, bool> isMissing, T highest, T lowest)
        where T : IComparable<T>
    {
        var (min, max) = (highest, lowest);
        using var cursor = data.GetRowCursor([column]);
        var getter = cursor.GetGetter<T>(column);
        T value = default!;
        while (cursor.MoveNext())
        {
            getter(ref value);
            if (!isMissing(value))
            {
                min = value.CompareTo(min) < 0 ? value : min;
                max = value.CompareTo(max) > 0 ? value : max;
            }
        }
        return (min, max);
    }
}
