using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetDetection.Transforming;

/// <summary>Values of one pass-through column for the rows that were read ahead.</summary>
internal abstract class ColumnBuffer
{
    public static ColumnBuffer Create(DataViewRow source, DataViewSchema.Column column, int capacity) =>
        (ColumnBuffer)Activator.CreateInstance(typeof(ColumnBuffer<>).MakeGenericType(column.Type.RawType), source, column, capacity)!;

    /// <summary>Reads the value of the row that the source stands on into a slot.</summary>
    public abstract void Read(int slot);

    /// <summary>A getter for the slot that <paramref name="current"/> names when it is called.</summary>
    public abstract Delegate Getter(Func<int> current);
}

/// <inheritdoc/>
internal sealed class ColumnBuffer<T> : ColumnBuffer
{
    private readonly ValueGetter<T> _source;
    private readonly T[] _slots;
    private readonly SlotCopier<T> _copy = SlotCopiers.For<T>();

    public ColumnBuffer(DataViewRow source, DataViewSchema.Column column, int capacity)
    {
        _source = source.GetGetter<T>(column);
        _slots = new T[capacity];
    }

    public T this[int slot] => _slots[slot];

    public override void Read(int slot) => _source(ref _slots[slot]);

    public override Delegate Getter(Func<int> current) => (ValueGetter<T>)((ref T value) => _copy(in _slots[current()], ref value));
}
