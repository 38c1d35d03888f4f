namespace Microsoft.Extensions.ML;

/// <summary>What one named pool is made from.</summary>
public class PredictionEnginePoolOptions<TData, TPrediction>
    where TData : class
    where TPrediction : class, new()
{
    /// <summary>Where the model comes from; null where no model of that name was added.</summary>
    public ModelLoader? ModelLoader { get; set; }
}
