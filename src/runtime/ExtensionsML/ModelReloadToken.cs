using Microsoft.Extensions.Primitives;

namespace Microsoft.Extensions.ML;

/// <summary>A change token that its owner fires, once.</summary>
public class ModelReloadToken : IChangeToken
{
    private readonly CancellationTokenSource _source = new();

    /// <summary>A token that has not changed.</summary>
    public ModelReloadToken()
    {
    }

    /// <summary>Always true: callbacks are called.</summary>
    public bool ActiveChangeCallbacks => true;

    /// <summary>Whether <see cref="OnReload"/> was called.</summary>
    public bool HasChanged => _source.IsCancellationRequested;

    /// <summary>Calls back when the token changes, or at once where it has.</summary>
    public IDisposable RegisterChangeCallback(Action<object?> callback, object? state) => _source.Token.Register(callback, state);

    /// <summary>Changes the token: the callbacks have run when this returns.</summary>
    public void OnReload() => _source.Cancel();
}
