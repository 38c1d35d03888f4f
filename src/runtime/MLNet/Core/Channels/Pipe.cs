namespace Microsoft.ML.Runtime;

/// <summary>Sends messages of one type in a component's name.</summary>
internal class Pipe<TMessage> : MessageSource, IPipe<TMessage>
{
    private readonly EnvironmentNode _owner;
    private bool _disposed;

    public Pipe(EnvironmentNode owner, string name)
        : base(name, owner.FullName)
    {
        _owner = owner;
    }

    public override string ContextDescription => FullName ?? "";

    public void Send(TMessage msg) => _owner.Messages.Dispatch(this, msg);

    public override TException Process<TException>(TException ex)
        => MarkWith(ex, _owner.ShortName, _owner.ParentFullName, ShortName);

    public void Dispose()
    {
        if (!_disposed)
        {
            OnDispose();
            _disposed = true;
        }
    }

    protected virtual void OnDispose()
    {
    }
}
