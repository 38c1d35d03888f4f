namespace Microsoft.ML.Data;

/// <summary>The columns a transformer adds to rows of one schema.</summary>
internal interface IRowMapper
{
    /// <summary>Which input columns the active output columns need.</summary>
    Func<int, bool> GetDependencies(Func<int, bool> activeOutput);

    /// <summary>A getter for each active output column, null for the others; the disposer, if any, runs at the end.</summary>
    Delegate?[] CreateGetters(DataViewRow input, Func<int, bool> activeOutput, out Action? disposer);

    /// <summary>The added columns.</summary>
    DataViewSchema.DetachedColumn[] GetOutputColumns();
}
