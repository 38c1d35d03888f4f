namespace Microsoft.ML.Data;

/// <summary>The parts of a chain whatever its last transformer.</summary>
internal interface ITransformerChainAccessor
{
    ITransformer[] Transformers { get; }

    TransformerScope[] Scopes { get; }
}
