namespace Microsoft.ML.Transforms;

/// <summary>Marks the factory that makes a custom mapping again when a model that names its contract is loaded.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CustomMappingFactoryAttributeAttribute : ExtensionBaseAttribute
{
    /// <summary>The contract's name, as given to CustomMapping.</summary>
    public CustomMappingFactoryAttributeAttribute(string contractName)
        : base(contractName)
    {
    }
}
