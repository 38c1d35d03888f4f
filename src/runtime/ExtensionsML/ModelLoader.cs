using Microsoft.Extensions.Primitives;
using Microsoft.ML;

namespace Microsoft.Extensions.ML;

/// <summary>Where a pool's model comes from.</summary>
public abstract class ModelLoader
{
    /// <summary>Called by those who derive from it.</summary>
    protected ModelLoader()
    {
    }

    /// <summary>The model at this moment.</summary>
    public abstract ITransformer GetModel();

    /// <summary>Changes once, when <see cref="GetModel"/> gives another model than before.</summary>
    public abstract IChangeToken GetReloadToken();
}
