using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Microsoft.ML;

namespace Microsoft.Extensions.ML;

/// <summary>
/// Prediction engines to rent, by the name of their model. Safe for many threads; an engine is for one at a time. All engines of a
/// model share it. When a model is replaced, engines on loan finish with the old one, which is disposed with the last of them.
/// </summary>
public class PredictionEnginePool<TData, TPrediction> : IDisposable
    where TData : class
    where TPrediction : class, new()
{
    private readonly ConcurrentDictionary<string, Lazy<ModelPool<TData, TPrediction>>> _pools = new();
    private readonly IOptions<MLOptions> _options;
    private readonly IOptionsFactory<PredictionEnginePoolOptions<TData, TPrediction>> _models;

    /// <summary>Called by dependency injection.</summary>
    public PredictionEnginePool(
        IServiceProvider serviceProvider,
        IOptions<MLOptions> mlContextOptions,
        IOptionsFactory<PredictionEnginePoolOptions<TData, TPrediction>> predictionEngineOptions)
    {
        ArgumentNullException.ThrowIfNull(serviceProvider);
        ArgumentNullException.ThrowIfNull(mlContextOptions);
        ArgumentNullException.ThrowIfNull(predictionEngineOptions);
        _options = mlContextOptions;
        _models = predictionEngineOptions;
    }

    /// <summary>The default model, until its file changes.</summary>
    public ITransformer GetModel() => GetModel(string.Empty);

    /// <summary>A named model, until its file changes.</summary>
    public ITransformer GetModel(string modelName) => PoolOf(modelName).Model;

    /// <summary>An engine of the default model; give it back.</summary>
    public PredictionEngine<TData, TPrediction> GetPredictionEngine() => GetPredictionEngine(string.Empty);

    /// <summary>An engine of a named model; give it back under the same name.</summary>
    public PredictionEngine<TData, TPrediction> GetPredictionEngine(string modelName) => PoolOf(modelName).Rent();

    /// <summary>Takes an engine of the default model back.</summary>
    public void ReturnPredictionEngine(PredictionEngine<TData, TPrediction> engine) => ReturnPredictionEngine(string.Empty, engine);

    /// <summary>Takes an engine of a named model back.</summary>
    public void ReturnPredictionEngine(string modelName, PredictionEngine<TData, TPrediction> engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        PoolOf(modelName).Return(engine);
    }

    void IDisposable.Dispose()
    {
        GC.SuppressFinalize(this);
        foreach (Lazy<ModelPool<TData, TPrediction>> pool in _pools.Values.Where(pool => pool.IsValueCreated))
        {
            pool.Value.Dispose();
        }
    }

    private ModelPool<TData, TPrediction> PoolOf(string modelName)
    {
        Lazy<ModelPool<TData, TPrediction>> pool = _pools.GetOrAdd(modelName, name => new Lazy<ModelPool<TData, TPrediction>>(() => Create(name)));
        try
        {
            return pool.Value;
        }
        catch
        {
            // A file that was not there may be there the next time.
            _pools.TryRemove(KeyValuePair.Create(modelName, pool));
            throw;
        }
    }

    private ModelPool<TData, TPrediction> Create(string name) => new(
        _options.Value.MLContext,
        _models.Create(name).ModelLoader ?? throw new ArgumentException($"No model named '{name}' was added to the pool.", nameof(name)));
}
