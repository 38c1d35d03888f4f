namespace Microsoft.ML.Data;

/// <summary>Maps one row at a time.</summary>
public interface IRowToRowMapper
{
    /// <summary>The schema of the rows it takes.</summary>
    DataViewSchema InputSchema { get; }

    /// <summary>The schema of the rows it makes.</summary>
    DataViewSchema OutputSchema { get; }

    /// <summary>The input columns that the given output columns need.</summary>
    IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns);

    /// <summary>A row that follows <paramref name="input"/> and computes the active columns.</summary>
    DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns);
}
