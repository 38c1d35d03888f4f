using Microsoft.ML;

namespace MLNetDetection.Transforming;

/// <summary>Which output columns a row or cursor was asked for.</summary>
internal sealed class ActiveColumns
{
    private readonly bool[] _active;

    public ActiveColumns(DetectionSchema schema, IEnumerable<DataViewSchema.Column> needed)
    {
        _active = new bool[schema.Output.Count];
        foreach (DataViewSchema.Column column in needed)
        {
            _active[column.Index] = true;
        }
    }

    public bool this[DataViewSchema.Column column] => column.Index < _active.Length && _active[column.Index];

    public void Check(DataViewSchema.Column column)
    {
        if (!this[column])
        {
            throw new ArgumentOutOfRangeException(nameof(column), $"The column '{column.Name}' is not active in this cursor.");
        }
    }

    public static ValueGetter<T> Typed<T>(Delegate getter, DataViewSchema.Column column) => getter as ValueGetter<T>
        ?? throw new InvalidOperationException($"Invalid TValue in GetGetter: column '{column.Name}' holds {column.Type.RawType}, not {typeof(T)}.");
}
