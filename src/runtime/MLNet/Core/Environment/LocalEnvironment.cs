using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The root environment behind an <see cref="MLContext"/>.</summary>
internal sealed class LocalEnvironment : EnvironmentNode
{
    public LocalEnvironment(int? seed)
        : base(RandomUtils.Create(seed), null, null)
    {
        Seed = seed;
    }

    public override ComponentCatalog ComponentCatalog { get; } = new();

    public override MessageDispatcher Messages { get; } = new();

    public override int? Seed { get; }

    protected override string? NameForChildren => null;
}
