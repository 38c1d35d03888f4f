using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>What rows and cursors over objects check alike.</summary>
internal static class ObjectRow
{
    public static bool IsActive(IHost host, Delegate?[] getters, DataViewSchema.Column column)
    {
        if (column.Index >= getters.Length)
        {
            throw host.Except($"Column index must be between 0 and {getters.Length}");
        }
        return getters[column.Index] is not null;
    }

    public static ValueGetter<TValue> Getter<TValue>(IHost host, Delegate?[] getters, DataViewSchema.Column column)
    {
        host.CheckParam(IsActive(host, getters, column), nameof(column), "requested column not active");
        var getter = getters[column.Index]!;
        return getter as ValueGetter<TValue> ?? throw host.Except($"Invalid TValue in GetGetter for column #{column}: "
            + $"'{typeof(TValue)}', expected type: '{getter.GetType().GetGenericArguments().First()}'.");
    }
}
