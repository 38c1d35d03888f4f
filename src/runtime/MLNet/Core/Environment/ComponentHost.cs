namespace Microsoft.ML.Runtime;

/// <summary>The environment of one component.</summary>
internal sealed class ComponentHost : EnvironmentNode, IHost
{
    private readonly EnvironmentNode _parent;

    public ComponentHost(EnvironmentNode parent, Random random, string name, string? parentFullName)
        : base(random, name, parentFullName)
    {
        _parent = parent;
        TempFilePath = parent.TempFilePath;
        FallbackToCpu = parent.FallbackToCpu;
        GpuDeviceId = parent.GpuDeviceId;
    }

    public override ComponentCatalog ComponentCatalog => _parent.ComponentCatalog;

    public override MessageDispatcher Messages => _parent.Messages;

    public override int? Seed => _parent.Seed;

    protected override string? NameForChildren => _parent.FullName;
}
