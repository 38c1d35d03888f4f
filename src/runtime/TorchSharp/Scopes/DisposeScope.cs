namespace TorchSharp;

/// <summary>Owns the tensors made while it is the innermost scope of its thread, and disposes them with itself.</summary>
public sealed class DisposeScope : IDisposable
{
    private DisposeScopeManager? _manager;
    private HashSet<IDisposable> _owned = new(ReferenceEqualityComparer.Instance);

    internal DisposeScope(DisposeScopeManager manager, DisposeScope? outer)
    {
        _manager = manager;
        Outer = outer;
    }

    /// <summary>How many tensors the scope owns.</summary>
    public int DisposablesCount
    {
        get
        {
            Manager();
            return _owned.Count;
        }
    }

    internal DisposeScope? Outer { get; set; }

    /// <summary>Gives a tensor to the next outer scope, or to none where there is none.</summary>
    internal T MoveToOuter<T>(T disposable)
        where T : IDisposable
    {
        MoveToOuter([disposable]);
        return disposable;
    }

    /// <summary>Gives tensors to the next outer scope, or to none.</summary>
    internal void MoveToOuter(params IDisposable[] disposables) => MoveToOuter((IEnumerable<IDisposable>)disposables);

    /// <summary>Gives tensors to the next outer scope, or to none.</summary>
    internal void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(Outer, disposables);

    /// <summary>Gives those of the tensors that this scope owns to another scope, or to none where it is null.</summary>
    internal void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        Manager();
        if (scope is null)
        {
            Detach(disposables);
            return;
        }

        foreach (IDisposable disposable in disposables)
        {
            if (_owned.Remove(disposable))
            {
                Take(scope, disposable);
            }
        }
    }

    /// <summary>Takes a tensor out of the scope: its caller disposes it.</summary>
    internal T Detach<T>(T disposable)
        where T : IDisposable
    {
        Detach([disposable]);
        return disposable;
    }

    /// <summary>Takes tensors out of the scope.</summary>
    internal void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    /// <summary>Takes tensors out of the scope.</summary>
    internal void Detach(IEnumerable<IDisposable> disposables)
    {
        DisposeScopeManager manager = Manager();
        foreach (IDisposable disposable in disposables)
        {
            if (_owned.Remove(disposable) && disposable is torch.Tensor tensor)
            {
                manager.Counts.TensorStatistics.DetachedFromScopeCount++;
                tensor.OwningDisposeScope = null;
            }
        }
    }

    /// <summary>Disposes all that the scope owns; the scope stays open.</summary>
    internal void DisposeEverything() => DisposeEverythingBut([]);

    /// <summary>Disposes all that the scope owns but these, which it then owns.</summary>
    internal void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        Manager();
        HashSet<IDisposable> before = _owned;
        _owned = inKeep.ToHashSet<IDisposable>(ReferenceEqualityComparer.Instance);
        foreach (IDisposable disposable in before)
        {
            if (!_owned.Contains(disposable))
            {
                disposable.Dispose();
            }
        }
    }

    /// <summary>Disposes all that the scope owns but these.</summary>
    internal void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    /// <summary>Forgets what somebody else disposed.</summary>
    internal void MarkAsDisposed(IDisposable disposable)
    {
        Manager();
        _owned.Remove(disposable);
        if (disposable is torch.Tensor tensor)
        {
            tensor.OwningDisposeScope = null;
        }
    }

    /// <summary>Disposes all that the scope owns, and closes it.</summary>
    public void Dispose()
    {
        if (_manager is not null)
        {
            DisposeEverything();
            _manager.Remove(this);
            _manager = null;
        }
    }

    internal void Own(IDisposable disposable) => _owned.Add(disposable);

    /// <summary>Puts a replacement (a parameter made from a tensor) where the original was, uncounted.</summary>
    internal static void Replace(torch.Tensor original, torch.Tensor replacement)
    {
        DisposeScope? scope = original.OwningDisposeScope;
        if (scope is not null && scope._owned.Remove(original))
        {
            original.OwningDisposeScope = null;
            Take(scope, replacement);
        }
    }

    private static bool Take(DisposeScope scope, IDisposable disposable)
    {
        if (disposable is not torch.Tensor tensor)
        {
            throw new InvalidOperationException("A dispose scope owns tensors only.");
        }

        if (ReferenceEquals(tensor.OwningDisposeScope, scope))
        {
            return false;
        }

        scope._owned.Add(tensor);
        tensor.OwningDisposeScope?._owned.Remove(tensor);
        tensor.OwningDisposeScope = scope;
        return true;
    }

    private DisposeScopeManager Manager()
    {
        ObjectDisposedException.ThrowIf(_manager is null, this);
        return _manager;
    }
}
