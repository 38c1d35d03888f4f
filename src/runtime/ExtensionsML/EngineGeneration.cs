using Microsoft.Extensions.ObjectPool;
using Microsoft.ML;

namespace Microsoft.Extensions.ML;

/// <summary>One model with its engines. Retired, it gives out no more, and disposes the model when the last engine is back.</summary>
internal sealed class EngineGeneration<TData, TPrediction>(MLContext ml, ITransformer model) : IPooledObjectPolicy<PredictionEngine<TData, TPrediction>>
    where TData : class
    where TPrediction : class, new()
{
    private readonly Lock _lock = new();
    private ObjectPool<PredictionEngine<TData, TPrediction>>? _engines;
    private bool _isRetired;
    private int _rented;

    public ITransformer Model => model;

    /// <summary>An engine, or null where the generation is retired.</summary>
    public PredictionEngine<TData, TPrediction>? TryRent()
    {
        lock (_lock)
        {
            if (_isRetired)
            {
                return null;
            }

            _rented++;
        }

        try
        {
            LazyInitializer.EnsureInitialized(ref _engines, () => new DefaultObjectPool<PredictionEngine<TData, TPrediction>>(this));
            return _engines.Get();
        }
        catch
        {
            Leave();
            throw;
        }
    }

    public void Return(PredictionEngine<TData, TPrediction> engine)
    {
        _engines!.Return(engine);
        Leave();
    }

    /// <summary>Ends it.</summary>
    public void Retire()
    {
        bool isLast;
        lock (_lock)
        {
            isLast = !_isRetired && _rented == 0;
            _isRetired = true;
        }

        if (isLast)
        {
            DisposeModel();
        }
    }

    // Shared by all engines, the model outlives each of them.
    PredictionEngine<TData, TPrediction> IPooledObjectPolicy<PredictionEngine<TData, TPrediction>>.Create() =>
        ml.Model.CreatePredictionEngine<TData, TPrediction>(model, new PredictionEngineOptions { OwnsTransformer = false });

    bool IPooledObjectPolicy<PredictionEngine<TData, TPrediction>>.Return(PredictionEngine<TData, TPrediction> obj) => true;

    private void Leave()
    {
        bool isLast;
        lock (_lock)
        {
            isLast = --_rented == 0 && _isRetired;
        }

        if (isLast)
        {
            DisposeModel();
        }
    }

    private void DisposeModel() => (model as IDisposable)?.Dispose();
}
