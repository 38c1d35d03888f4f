using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Data;

/// <summary>Class names from a key column: the count comes from the key's cardinality, never from what a split shows.</summary>
internal static class LabelMap
{
    private const string KeyValues = "KeyValues";

    /// <summary>The names in key order; numbers from 1 where the column carries no key values.</summary>
    public static string[] ClassNames(DataViewSchema.Column column)
    {
        var key = (KeyDataViewType)((column.Type as VectorDataViewType)?.ItemType ?? column.Type);
        if (key.Count > int.MaxValue - 1)
        {
            throw new ArgumentOutOfRangeException(nameof(column), $"The label column '{column.Name}' has keys of unbounded count; MapValueToKey gives a count.");
        }

        int count = (int)key.Count;
        DataViewSchema.Column? annotation = column.Annotations.Schema.GetColumnOrNull(KeyValues);
        return annotation?.Type is not VectorDataViewType { Size: var size } vector || size != count
            ? [.. Enumerable.Range(1, count).Select(i => i.ToString(CultureInfo.InvariantCulture))]
            : (string[])typeof(LabelMap).GetMethod(nameof(Read), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
                .MakeGenericMethod(vector.ItemType.RawType).Invoke(null, [column])!;
    }

    /// <summary>True where the keys carry values.</summary>
    public static bool HasNames(DataViewSchema.Column column) => column.Annotations.Schema.GetColumnOrNull(KeyValues) is not null;

    private static string[] Read<T>(DataViewSchema.Column column)
    {
        VBuffer<T> values = default;
        column.Annotations.GetValue(KeyValues, ref values);
        return [.. values.DenseValues().Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)!)];
    }
}
