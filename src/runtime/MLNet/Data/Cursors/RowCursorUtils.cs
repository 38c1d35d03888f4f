using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>What cursors have in common.</summary>
internal static class RowCursorUtils
{
    public const string FetchValueStateError = "Values cannot be fetched at this time. This method was called either before "
        + "the first call to MoveNext, or at any point after that method returned false.";

    private static readonly MethodInfo GetterMethod = typeof(DataViewRow).GetMethod(nameof(DataViewRow.GetGetter))!;

    /// <summary>Which columns of a schema are asked for.</summary>
    public static bool[] ActiveOf(IEnumerable<DataViewSchema.Column> columns, DataViewSchema schema)
    {
        Contracts.CheckValue(columns, "columnsNeeded");
        var active = new bool[schema.Count];
        foreach (var column in columns)
        {
            Contracts.Check(column.Index < active.Length, $"The columns {column.Name} are not suitable for the OutputSchema.");
            active[column.Index] = true;
        }
        return active;
    }

    /// <summary>A getter as the delegate type it is, or an error that names both types.</summary>
    public static ValueGetter<TValue> Typed<TValue>(this IExceptionContext? context, Delegate getter)
        => getter as ValueGetter<TValue> ?? throw context.Except($"Invalid TValue in GetGetter: '{typeof(TValue)}', "
            + $"expected type: '{getter.GetType().GetGenericArguments().First()}'.");

    /// <summary>A getter of a column whose .NET type is only known at run time.</summary>
    public static Delegate GetGetterAsDelegate(DataViewRow row, DataViewSchema.Column column)
        => (Delegate)GetterMethod.MakeGenericMethod(column.Type.RawType).Invoke(
            row, BindingFlags.DoNotWrapExceptions, null, [column], null)!;
}
