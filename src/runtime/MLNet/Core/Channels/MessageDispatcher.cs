using System.Collections.Concurrent;

namespace Microsoft.ML.Runtime;

/// <summary>Hands messages to the listeners of their type; shared by an environment and its hosts.</summary>
internal sealed class MessageDispatcher
{
    private readonly ConcurrentDictionary<Type, Delegate> _listeners = new();

    public void AddListener<TMessage>(Action<MessageSource, TMessage> listener)
        => _listeners.AddOrUpdate(typeof(TMessage), listener, (_, others) => Delegate.Combine(others, listener));

    public void Dispatch<TMessage>(MessageSource source, TMessage message)
    {
        if (_listeners.TryGetValue(typeof(TMessage), out var listeners))
        {
            ((Action<MessageSource, TMessage>)listeners)(source, message);
        }
    }
}
