namespace Microsoft.ML.Runtime;

/// <summary>What the root environment and the hosts below it share.</summary>
internal abstract class EnvironmentNode : MessageSource, IHostEnvironmentInternal
{
    private readonly object _lock = new();
    private readonly Random _random;

    protected EnvironmentNode(Random random, string? shortName, string? parentFullName)
        : base(shortName, parentFullName)
    {
        _random = random;
    }

    public abstract ComponentCatalog ComponentCatalog { get; }

    public abstract MessageDispatcher Messages { get; }

    public abstract int? Seed { get; }

    public string TempFilePath { get; set; } = Path.GetTempPath();

    public bool FallbackToCpu { get; set; }

    public int? GpuDeviceId { get; set; }

    public Random Rand => _random;

    public override string ContextDescription => "HostEnvironment";

    /// <summary>The name hosts below this one put before their own: that of this one's parent, as ML.NET has it.</summary>
    protected abstract string? NameForChildren { get; }

    public override TException Process<TException>(TException ex)
    {
        ex.Data["Throwing component"] = "Environment";
        return Contracts.Mark(ex);
    }

    public IHost Register(string name, int? seed = null, bool? verbose = null)
    {
        Contracts.CheckNonEmpty(name, nameof(name));
        lock (_lock)
        {
            // A child without a seed draws its generator from the parent's, so that one seed decides all.
            var random = seed is { } given ? RandomUtils.Create(given) : RandomUtils.Create(_random);
            return new ComponentHost(this, random, name, NameForChildren);
        }
    }

    public IChannel Start(string name) => new Channel(this, name);

    public IProgressChannel StartProgressChannel(string name)
    {
        Contracts.CheckNonEmpty(name, nameof(name));
        return new ProgressChannel(this);
    }
}
