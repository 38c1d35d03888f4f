using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>
/// Gives a loaded model its mapping back; mark the class with <see cref="CustomMappingFactoryAttributeAttribute"/>.
/// </summary>
public abstract class CustomMappingFactory<TSrc, TDst> : ICustomMappingFactory
    where TSrc : class, new()
    where TDst : class, new()
{
    /// <summary>For derived factories, which need a constructor without parameters.</summary>
    protected CustomMappingFactory()
    {
    }

    /// <summary>The mapping, the same that the model was made with.</summary>
    public abstract Action<TSrc, TDst> GetMapping();

    ITransformer ICustomMappingFactory.CreateTransformer(IHostEnvironment env, string contractName)
        => new CustomMappingTransformer<TSrc, TDst>(env, GetMapping(), contractName);
}
