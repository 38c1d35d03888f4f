namespace Microsoft.ML;

/// <summary>Base of the attributes by which a user's class offers itself under a contract name.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class ExtensionBaseAttribute : Attribute
{
    private protected ExtensionBaseAttribute(string contractName) => ContractName = contractName;

    /// <summary>The name that a saved model records to find the class again.</summary>
    internal string ContractName { get; }
}
