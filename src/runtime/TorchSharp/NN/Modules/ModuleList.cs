using System.Collections;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A list of modules, registered under their positions when the list becomes part of a module.</summary>
/// <typeparam name="T">The type of the modules.</typeparam>
public class ModuleList<T> : nn.Module, IList<T>
    where T : nn.Module
{
    private readonly List<T> _list = [];
    private bool _registered;

    /// <summary>A list of these modules.</summary>
    internal ModuleList(params T[] modules)
        : base(nameof(ModuleList<T>)) => _list.AddRange(modules ?? []);

    /// <summary>The number of modules.</summary>
    public int Count => _list.Count;

    /// <summary>False.</summary>
    public bool IsReadOnly => false;

    /// <summary>The module at a position.</summary>
    public T this[int index]
    {
        get => _list[index];
        set => _list[index] = value;
    }

    /// <summary>Adds a module.</summary>
    public void Add(T item) => _list.Add(item);

    /// <summary>Removes all modules.</summary>
    public void Clear() => _list.Clear();

    /// <summary>True where the module is in the list.</summary>
    public bool Contains(T item) => _list.Contains(item);

    /// <summary>Copies the modules.</summary>
    public void CopyTo(T[] array, int arrayIndex) => _list.CopyTo(array, arrayIndex);

    /// <summary>The modules in order.</summary>
    public IEnumerator<T> GetEnumerator() => _list.GetEnumerator();

    /// <summary>The module's position, or -1.</summary>
    public int IndexOf(T item) => _list.IndexOf(item);

    /// <summary>Inserts a module.</summary>
    public void Insert(int index, T item) => _list.Insert(index, item);

    /// <summary>Removes a module.</summary>
    public bool Remove(T item) => _list.Remove(item);

    /// <summary>Removes the module at a position.</summary>
    public void RemoveAt(int index) => _list.RemoveAt(index);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Registers the modules under their positions, once.</summary>
    protected override void RegisterComponents()
    {
        if (_registered)
        {
            return;
        }

        for (int i = 0; i < _list.Count; i++)
        {
            register_module(i.ToString(System.Globalization.CultureInfo.InvariantCulture), _list[i]);
        }

        _registered = true;
    }
}
