using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Makes a <see cref="CustomMappingTransformer{TSrc, TDst}"/>.</summary>
public sealed class CustomMappingEstimator<TSrc, TDst> : TrivialEstimator<CustomMappingTransformer<TSrc, TDst>>
    where TSrc : class, new()
    where TDst : class, new()
{
    internal CustomMappingEstimator(IHostEnvironment env, Action<TSrc, TDst> mapAction, string? contractName,
        SchemaDefinition? inputSchemaDefinition = null, SchemaDefinition? outputSchemaDefinition = null)
        : base(Contracts.CheckRef(env, nameof(env)).Register("CustomMappingEstimator"),
            new CustomMappingTransformer<TSrc, TDst>(env, mapAction, contractName, inputSchemaDefinition, outputSchemaDefinition))
    {
    }

    /// <inheritdoc/>
    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        var result = inputSchema.ToDictionary(column => column.Name);
        foreach (var wanted in RowColumn.Of(typeof(TSrc), Transformer.InputSchemaDefinition, SchemaDefinition.Direction.Both))
        {
            if (!result.TryGetValue(wanted.Name, out var found))
            {
                throw Contracts.ExceptSchemaMismatch(null, nameof(inputSchema), "input", wanted.Name);
            }
            if (!Fits(wanted.Type, found))
            {
                throw Contracts.ExceptSchemaMismatch(
                    null, nameof(inputSchema), "input", wanted.Name, wanted.Type.ToString()!, found.GetTypeString());
            }
        }
        foreach (var added in SchemaShape.Create(RowColumn.SchemaOf(Transformer.AddedColumns)))
        {
            result[added.Name] = added;
        }
        return new SchemaShape(result.Values);
    }

    private static bool Fits(DataViewType wanted, SchemaShape.Column found)
    {
        SchemaShape.GetColumnTypeShape(wanted, out var kind, out var itemType, out bool isKey);
        // ML.NET compares item types by reference, so that an equal image type of another instance does not fit.
        if (!ReferenceEquals(itemType, found.ItemType) || isKey != found.IsKey)
        {
            return false;
        }
        return kind == SchemaShape.Column.VectorKind.VariableVector
            ? found.Kind != SchemaShape.Column.VectorKind.Scalar
            : found.Kind == kind;
    }
}
