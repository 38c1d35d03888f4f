using Microsoft.Extensions.ML;
using Microsoft.Extensions.Primitives;
using Microsoft.ML;

namespace MLNetDetection.Runtime.Tests.Extensions;

/// <summary>A loader whose model a test replaces.</summary>
internal sealed class SwappedLoader(ITransformer model) : ModelLoader
{
    private ITransformer _model = model;
    private ModelReloadToken _token = new();

    public override ITransformer GetModel() => _model;

    public override IChangeToken GetReloadToken() => _token;

    public void Swap(ITransformer model)
    {
        _model = model;
        Interlocked.Exchange(ref _token, new ModelReloadToken()).OnReload();
    }
}
