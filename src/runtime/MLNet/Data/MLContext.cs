using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Where everything starts: the catalogs, the log, and one seed for all that is random.</summary>
public sealed class MLContext : IHostEnvironmentInternal
{
    private readonly LocalEnvironment _env;

    /// <summary>A context; with a seed, what it makes is the same each time.</summary>
    public MLContext(int? seed = null)
    {
        _env = new LocalEnvironment(seed);
        _env.Messages.AddListener<ChannelMessage>(OnMessage);
        Transforms = new TransformsCatalog(_env);
        Model = new ModelOperationsCatalog(_env);
        Data = new DataOperationsCatalog(_env);
    }

    /// <summary>Raised for each message of each component.</summary>
    public event EventHandler<LoggingEventArgs>? Log;

    /// <summary>Loading, splitting, shuffling, caching.</summary>
    public DataOperationsCatalog Data { get; }

    /// <summary>Estimators that transform columns.</summary>
    public TransformsCatalog Transforms { get; }

    /// <summary>Saving, loading and predicting.</summary>
    public ModelOperationsCatalog Model { get; }

    /// <summary>The classes that model files may name.</summary>
    public ComponentCatalog ComponentCatalog => _env.ComponentCatalog;

    /// <summary>Where temporary files go.</summary>
    public string TempFilePath
    {
        get => _env.TempFilePath;
        set => _env.TempFilePath = value;
    }

    /// <summary>Whether work for a missing GPU may run on the CPU.</summary>
    public bool FallbackToCpu
    {
        get => _env.FallbackToCpu;
        set => _env.FallbackToCpu = value;
    }

    /// <summary>The GPU to use, or null for none.</summary>
    public int? GpuDeviceId
    {
        get => _env.GpuDeviceId;
        set => _env.GpuDeviceId = value;
    }

    int? IHostEnvironmentInternal.Seed => _env.Seed;

    string IExceptionContext.ContextDescription => _env.ContextDescription;

    TException IExceptionContext.Process<TException>(TException ex) => _env.Process(ex);

    IHost IHostEnvironment.Register(string name, int? seed, bool? verbose) => _env.Register(name, seed, verbose);

    IChannel IChannelProvider.Start(string name) => _env.Start(name);

    IProgressChannel IProgressChannelProvider.StartProgressChannel(string name) => _env.StartProgressChannel(name);

    private void OnMessage(MessageSource source, ChannelMessage message)
        => Log?.Invoke(this, new LoggingEventArgs(message.Message, message.Kind, source.FullName!));
}
