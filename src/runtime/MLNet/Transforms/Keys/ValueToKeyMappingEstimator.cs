using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Learns which values there are, and makes a transformer that maps each to a key.</summary>
public sealed class ValueToKeyMappingEstimator : IEstimator<ValueToKeyMappingTransformer>
{
    private readonly IHost _host;
    private readonly (string Output, string Input)[] _columns;
    private readonly KeyTrainingOptions _options;

    internal ValueToKeyMappingEstimator(IHostEnvironment env, (string Output, string Input)[] columns, KeyTrainingOptions options)
    {
        Contracts.CheckValue(env, nameof(env));
        _host = env.Register(nameof(ValueToKeyMappingEstimator));
        _host.CheckNonEmpty(columns, nameof(columns));
        foreach (var (outputColumnName, _) in columns)
        {
            Contracts.CheckNonWhiteSpace(null, outputColumnName, nameof(outputColumnName));
        }
        if (options.KeyData is { Schema.Count: not 1 } keyData)
        {
            throw _host.ExceptParam(nameof(keyData), "If specified, this data view should contain only a single column "
                + $"containing the terms to map, but this had {keyData.Schema.Count} columns.");
        }
        _columns = columns;
        _options = options;
    }

    /// <summary>In which order keys are given.</summary>
    public enum KeyOrdinality : byte
    {
        /// <summary>As values first occur.</summary>
        ByOccurrence = 0,

        /// <summary>As values sort; text by its characters' codes.</summary>
        ByValue = 1,
    }

    /// <summary>Reads the data once, the columns to map only.</summary>
    public ValueToKeyMappingTransformer Fit(IDataView input) => new(_host, input, _columns, _options);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        var result = inputSchema.ToDictionary(column => column.Name);
        foreach (var (output, input) in _columns)
        {
            if (!inputSchema.TryFindColumn(input, out var source) || !source.ItemType.IsStandardScalar())
            {
                throw _host.ExceptSchemaMismatch(nameof(inputSchema), "input", input);
            }
            var annotations = new List<SchemaShape.Column>();
            if (source.Annotations.TryFindColumn(AnnotationUtils.Kinds.SlotNames, out var slotNames))
            {
                annotations.Add(slotNames);
            }
            annotations.Add(KeyValuesOf(source));
            result[output] = new SchemaShape.Column(
                output, source.Kind, NumberDataViewType.UInt32, true, new SchemaShape(annotations));
        }
        return new SchemaShape(result.Values);
    }

    // Keys of keys stand for the values behind the first ones.
    private SchemaShape.Column KeyValuesOf(SchemaShape.Column source)
    {
        if (source.IsKey && source.Annotations.TryFindColumn(AnnotationUtils.Kinds.KeyValues, out var values)
            && values.Kind == SchemaShape.Column.VectorKind.Vector)
        {
            return values;
        }
        var itemType = _options.ValuesAsText ? TextDataViewType.Instance : source.ItemType;
        return new SchemaShape.Column(AnnotationUtils.Kinds.KeyValues, SchemaShape.Column.VectorKind.Vector, itemType,
            source.IsKey && !_options.ValuesAsText);
    }
}
