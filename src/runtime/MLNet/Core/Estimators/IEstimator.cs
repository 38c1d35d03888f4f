namespace Microsoft.ML;

/// <summary>Makes a transformer from data.</summary>
public interface IEstimator<out TTransformer>
    where TTransformer : ITransformer
{
    /// <summary>A transformer fitted on the data.</summary>
    TTransformer Fit(IDataView input);

    /// <summary>What the transformer will output; throws where the input does not fit.</summary>
    SchemaShape GetOutputSchema(SchemaShape inputSchema);
}
