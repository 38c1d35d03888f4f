namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers of each parameter, made at the first step that needs it.</summary>
internal sealed class StateTable<T> : IDisposable
    where T : IDisposable
{
    private readonly Dictionary<Parameter, T> _states = new(ReferenceEqualityComparer.Instance);

    public T Of(Parameter parameter, Func<T> create)
    {
        if (!_states.TryGetValue(parameter, out T? state))
        {
            _states.Add(parameter, state = create());
        }

        return state;
    }

    public void Dispose()
    {
        foreach (T state in _states.Values.ToArray())
        {
            state.Dispose();
        }

        _states.Clear();
    }
}
