using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Reads one column of a data view.</summary>
public static class ColumnCursorExtensions
{
    /// <summary>The values of a column: as they are, text as strings, vectors as new arrays. Read when enumerated.</summary>
    public static IEnumerable<T> GetColumn<T>(this IDataView data, string columnName)
        => data.GetColumn<T>(data.Schema[columnName]);

    /// <summary>The values of a column: as they are, text as strings, vectors as new arrays. Read when enumerated.</summary>
    public static IEnumerable<T> GetColumn<T>(this IDataView data, DataViewSchema.Column column)
    {
        Contracts.CheckValue(data, nameof(data));
        Contracts.CheckNonEmpty(column.Name, nameof(column));
        var own = data.Schema[column.Index];
        if (own.Name != column.Name || own.Type != column.Type)
        {
            throw Contracts.ExceptParam(nameof(column),
                $"column with name {column.Name}, type {column.Type}, and index {column.Index} cannot be found in data");
        }
        if (column.Type.RawType == typeof(T))
        {
            return Values<T>(data, column);
        }
        if (typeof(T) == typeof(string) && column.Type is TextDataViewType)
        {
            return (IEnumerable<T>)Values<ReadOnlyMemory<char>>(data, column).Select(text => text.ToString());
        }
        return typeof(T).IsArray ? Arrays<T>(data, column) : throw Unfit<T>(column);
    }

    private static IEnumerable<T> Arrays<T>(IDataView data, DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType vector)
        {
            throw Contracts.ExceptParam(nameof(column),
                $"Cannot load vector type, {column.Type}, specified in column to the user-defined type, {typeof(T)}.");
        }
        var item = typeof(T).GetElementType()!;
        if (item == typeof(string) && vector.ItemType is TextDataViewType)
        {
            return (IEnumerable<T>)Values<VBuffer<ReadOnlyMemory<char>>>(data, column)
                .Select(texts => texts.DenseValues().Select(text => text.ToString()).ToArray());
        }
        return item == vector.ItemType.RawType
            ? (IEnumerable<T>)GenericCall.Invoke(typeof(ColumnCursorExtensions), null, nameof(Dense), [item], data, column)!
            : throw Unfit<T>(column);
    }

    private static IEnumerable<TItem[]> Dense<TItem>(IDataView data, DataViewSchema.Column column)
        => Values<VBuffer<TItem>>(data, column).Select(values =>
        {
            var items = new TItem[values.Length];
            values.CopyTo(items);
            return items;
        });

    private static IEnumerable<T> Values<T>(IDataView data, DataViewSchema.Column column)
    {
        using var cursor = data.GetRowCursor([column]);
        var getter = cursor.GetGetter<T>(column);
        T value = default!;
        while (cursor.MoveNext())
        {
            getter(ref value);
            yield return value;
        }
    }

    private static Exception Unfit<T>(DataViewSchema.Column column) => Contracts.ExceptParam(nameof(column),
        $"Cannot map column (name: {column.Name}, type: {column.Type}) in data to the user-defined type, {typeof(T)}.");
}
