using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>How a prediction engine is made.</summary>
public sealed class PredictionEngineOptions
{
    /// <summary>Whether members of the result without a column are left alone, not an error. Default: true.</summary>
    public bool IgnoreMissingColumns = true;

    /// <summary>The example's columns; null for those its class gives.</summary>
    public SchemaDefinition? InputSchemaDefinition;

    /// <summary>The result's columns; null for those its class gives.</summary>
    public SchemaDefinition? OutputSchemaDefinition;

    /// <summary>Whether the engine disposes the transformer with itself. Default: true.</summary>
    public bool OwnsTransformer = true;

    /// <summary>The defaults.</summary>
    public PredictionEngineOptions()
    {
    }
}
