using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetDetection.Data;

namespace MLNetDetection.Evaluation;

/// <summary>A column of one value or of many: rows of one object and rows of all an image's objects read alike.</summary>
internal sealed class ValueColumn<T>
{
    private readonly ValueGetter<VBuffer<T>>? _vector;
    private readonly ValueGetter<T>? _scalar;
    private VBuffer<T> _values;
    private T _value = default!;

    public ValueColumn(DataViewRow row, DataViewSchema.Column column)
    {
        Name = column.Name;
        if (column.Type is VectorDataViewType)
        {
            _vector = row.GetGetter<VBuffer<T>>(column);
        }
        else
        {
            _scalar = row.GetGetter<T>(column);
        }
    }

    public string Name { get; }

    public bool IsScalar => _scalar is not null;

    /// <summary>The values in the row that the cursor stands on.</summary>
    public T[] Read()
    {
        if (_scalar is not null)
        {
            _scalar(ref _value);
            return [_value];
        }

        _vector!(ref _values);
        return [.. _values.DenseValues()];
    }

    /// <summary>The column where the data has it in this type, else null.</summary>
    public static DataViewSchema.Column? Find(DataViewSchema schema, string name) =>
        schema.GetColumnOrNull(name) is { } column && ItemType(column.Type) is not KeyDataViewType && ItemType(column.Type).RawType == typeof(T) ? column : null;

    public static ValueColumn<T>? Optional(DataViewRow row, string name) => Find(row.Schema, name) is { } column ? new(row, column) : null;

    private static DataViewType ItemType(DataViewType type) => (type as VectorDataViewType)?.ItemType ?? type;
}
