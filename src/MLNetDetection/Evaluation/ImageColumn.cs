using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Data;

namespace MLNetDetection.Evaluation;

/// <summary>Reads which image a row's boxes belong to, as text; one for the whole row, or one for each box.</summary>
internal sealed class ImageColumn
{
    private readonly Func<string[]> _read;
    private readonly bool _scalar;

    public ImageColumn(DataViewRow row, DataViewSchema.Column column)
    {
        Name = column.Name;
        _scalar = column.Type is not VectorDataViewType;
        DataViewType item = ItemType(column.Type);
        _read = item is KeyDataViewType ? Keys(row, column)
            : item.RawType == typeof(long) ? Values<long>(row, column)
            : item.RawType == typeof(int) ? Values<int>(row, column)
            : Values<ReadOnlyMemory<char>>(row, column);
    }

    public string Name { get; }

    /// <summary>The image that every box of the row belongs to, or null where each has its own.</summary>
    public string? Common { get; private set; }

    /// <summary>The image of each box, where each has its own.</summary>
    public string[] OfBoxes { get; private set; } = [];

    public static bool Accepts(DataViewType type) => ColumnChecks.IsKey(type)
        || ItemType(type) is TextDataViewType
        || ItemType(type).RawType == typeof(long) || ItemType(type).RawType == typeof(int);

    public void Read()
    {
        string[] values = _read();
        Common = _scalar ? values[0] : null;
        OfBoxes = _scalar ? [] : values;
    }

    private static Func<string[]> Keys(DataViewRow row, DataViewSchema.Column column)
    {
        string[] names = LabelMap.ClassNames(column);
        ValueColumn<uint> keys = new(row, column);
        return () => [.. keys.Read().Select(key => key >= 1 && key <= names.Length ? names[key - 1] : "")];
    }

    private static Func<string[]> Values<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueColumn<T> values = new(row, column);
        return () => [.. values.Read().Select(value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")];
    }

    private static DataViewType ItemType(DataViewType type) => (type as VectorDataViewType)?.ItemType ?? type;
}
