using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Data.Images;

/// <summary>One row at a time, as PredictionEngine asks.</summary>
internal sealed class LoadedImageMapper(LoadedImageSchema schema) : IRowToRowMapper
{
    public DataViewSchema InputSchema => schema.Input;

    public DataViewSchema OutputSchema => schema.Output;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns) => schema.Dependencies(dependingColumns);

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) => new LoadedImageRow(schema, input, [.. activeColumns]);
}
