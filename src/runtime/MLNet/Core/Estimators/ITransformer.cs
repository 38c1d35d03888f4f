using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Turns a data view into another, lazily.</summary>
public interface ITransformer : ICanSaveModel
{
    /// <summary>Whether each output row depends on one input row only.</summary>
    bool IsRowToRowMapper { get; }

    /// <summary>The schema of what <see cref="Transform"/> returns; throws where the input does not fit.</summary>
    DataViewSchema GetOutputSchema(DataViewSchema inputSchema);

    /// <summary>The transformed data; nothing is computed before a cursor reads it.</summary>
    IDataView Transform(IDataView input);

    /// <summary>A mapper of single rows; only where <see cref="IsRowToRowMapper"/> says so.</summary>
    IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema);
}
