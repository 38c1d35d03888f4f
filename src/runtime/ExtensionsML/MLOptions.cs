using Microsoft.ML;

namespace Microsoft.Extensions.ML;

/// <summary>Settings that all pooled models share.</summary>
public class MLOptions
{
    /// <summary>The context that loads models and creates engines; a new one unless set.</summary>
    public MLContext MLContext
    {
        get => field ??= new MLContext();
        set;
    }
}
