using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Estimators that map values to keys and back.</summary>
public static class ConversionsExtensionsCatalog
{
    /// <summary>Maps values, or vectors of them, to the keys of those that the data, or a column of key data, holds.</summary>
    public static ValueToKeyMappingEstimator MapValueToKey(this TransformsCatalog.ConversionTransforms catalog,
        string outputColumnName, string? inputColumnName = null, int maximumNumberOfKeys = 1000000,
        ValueToKeyMappingEstimator.KeyOrdinality keyOrdinality = ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence,
        bool addKeyValueAnnotationsAsText = false, IDataView? keyData = null)
        => new(catalog.GetEnvironment(), [(outputColumnName, inputColumnName ?? outputColumnName)],
            new KeyTrainingOptions(maximumNumberOfKeys, keyOrdinality, addKeyValueAnnotationsAsText, keyData));

    /// <summary>Maps several columns to keys, each with its own.</summary>
    public static ValueToKeyMappingEstimator MapValueToKey(this TransformsCatalog.ConversionTransforms catalog,
        InputOutputColumnPair[] columns, int maximumNumberOfKeys = 1000000,
        ValueToKeyMappingEstimator.KeyOrdinality keyOrdinality = ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence,
        bool addKeyValueAnnotationsAsText = false, IDataView? keyData = null)
        => new(catalog.GetEnvironment(), InputOutputColumnPair.ConvertToValueTuples(columns),
            new KeyTrainingOptions(maximumNumberOfKeys, keyOrdinality, addKeyValueAnnotationsAsText, keyData));

    /// <summary>Maps keys, or vectors of them, to the values of the column's KeyValues.</summary>
    public static KeyToValueMappingEstimator MapKeyToValue(this TransformsCatalog.ConversionTransforms catalog,
        string outputColumnName, string? inputColumnName = null)
        => new(catalog.GetEnvironment(), (outputColumnName, inputColumnName ?? outputColumnName));

    /// <summary>Maps several columns' keys to values.</summary>
    public static KeyToValueMappingEstimator MapKeyToValue(this TransformsCatalog.ConversionTransforms catalog,
        InputOutputColumnPair[] columns)
        => new(catalog.GetEnvironment(), InputOutputColumnPair.ConvertToValueTuples(columns));
}
