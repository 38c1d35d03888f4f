namespace Microsoft.ML.Runtime;

/// <summary>Sends messages to the listeners of their type.</summary>
public interface IPipe<TMessage> : IExceptionContext, IDisposable
{
    /// <summary>Sends one message.</summary>
    void Send(TMessage msg);
}
