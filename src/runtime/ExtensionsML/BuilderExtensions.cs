using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.ML;

/// <summary>Adds models from files to a pool.</summary>
public static class BuilderExtensions
{
    /// <summary>Adds the default model and watches its file.</summary>
    public static PredictionEnginePoolBuilder<TData, TPrediction> FromFile<TData, TPrediction>(
        this PredictionEnginePoolBuilder<TData, TPrediction> builder, string filePath)
        where TData : class
        where TPrediction : class, new() => builder.FromFile(string.Empty, filePath, true);

    /// <summary>Adds the default model.</summary>
    public static PredictionEnginePoolBuilder<TData, TPrediction> FromFile<TData, TPrediction>(
        this PredictionEnginePoolBuilder<TData, TPrediction> builder, string filePath, bool watchForChanges)
        where TData : class
        where TPrediction : class, new() => builder.FromFile(string.Empty, filePath, watchForChanges);

    /// <summary>Adds a model by name and watches its file.</summary>
    public static PredictionEnginePoolBuilder<TData, TPrediction> FromFile<TData, TPrediction>(
        this PredictionEnginePoolBuilder<TData, TPrediction> builder, string modelName, string filePath)
        where TData : class
        where TPrediction : class, new() => builder.FromFile(modelName, filePath, true);

    /// <summary>
    /// Adds a model by name. The file is read when the pool is first asked for that model, and again when it has changed; one that
    /// cannot be read leaves the model before it in place, and the log says why.
    /// </summary>
    public static PredictionEnginePoolBuilder<TData, TPrediction> FromFile<TData, TPrediction>(
        this PredictionEnginePoolBuilder<TData, TPrediction> builder, string modelName, string filePath, bool watchForChanges)
        where TData : class
        where TPrediction : class, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddTransient<FileModelLoader>();
        builder.Services.AddOptions<PredictionEnginePoolOptions<TData, TPrediction>>(modelName).Configure<FileModelLoader>((options, loader) =>
        {
            loader.Start(filePath, watchForChanges);
            options.ModelLoader = loader;
        });
        return builder;
    }
}
