using System.Runtime.CompilerServices;
using Microsoft.Extensions.Primitives;
using Microsoft.ML;

namespace Microsoft.Extensions.ML;

/// <summary>The engines of one name: those of the present model to rent, those of models before it on their way back.</summary>
internal sealed class ModelPool<TData, TPrediction> : IDisposable
    where TData : class
    where TPrediction : class, new()
{
    private readonly ConditionalWeakTable<PredictionEngine<TData, TPrediction>, EngineGeneration<TData, TPrediction>> _origins = [];
    private readonly MLContext _ml;
    private readonly ModelLoader _loader;
    private readonly IDisposable _reload;
    private readonly Lock _lock = new();
    private EngineGeneration<TData, TPrediction> _present;

    public ModelPool(MLContext ml, ModelLoader loader)
    {
        (_ml, _loader) = (ml, loader);
        _present = new EngineGeneration<TData, TPrediction>(ml, loader.GetModel());
        _reload = ChangeToken.OnChange(loader.GetReloadToken, Replace);
        Replace(); // a change between the two lines above
    }

    public ITransformer Model => Volatile.Read(ref _present).Model;

    public PredictionEngine<TData, TPrediction> Rent()
    {
        while (true)
        {
            EngineGeneration<TData, TPrediction> generation = Volatile.Read(ref _present);
            if (generation.TryRent() is { } engine)
            {
                _origins.AddOrUpdate(engine, generation);
                return engine;
            }

            // It was replaced between the two lines; a pool that was disposed has none to follow.
            ObjectDisposedException.ThrowIf(ReferenceEquals(generation, Volatile.Read(ref _present)), this);
        }
    }

    public void Return(PredictionEngine<TData, TPrediction> engine)
    {
        // Twice, or of another pool: only the first return of our own counts.
        if (_origins.TryGetValue(engine, out EngineGeneration<TData, TPrediction>? origin) && _origins.Remove(engine))
        {
            origin.Return(engine);
        }
    }

    public void Dispose()
    {
        _reload.Dispose();
        (_loader as IDisposable)?.Dispose();
        Volatile.Read(ref _present).Retire();
    }

    private void Replace()
    {
        lock (_lock)
        {
            ITransformer model = _loader.GetModel();
            if (!ReferenceEquals(model, _present.Model))
            {
                Interlocked.Exchange(ref _present, new EngineGeneration<TData, TPrediction>(_ml, model)).Retire();
            }
        }
    }
}
