namespace MLNetDetection.Core.Metrics.Grouping;

/// <summary>A list that grows by blocks and never copies: millions of boxes take their own size, not twice as much.</summary>
internal sealed class ChunkedList<T>
{
    private const int Bits = 14;
    private readonly List<T[]> _chunks = [];

    public int Count { get; private set; }

    public ref readonly T this[int index] => ref _chunks[index >> Bits][index & ((1 << Bits) - 1)];

    public void Add(in T item)
    {
        if (Count >> Bits == _chunks.Count)
        {
            _chunks.Add(new T[1 << Bits]);
        }

        _chunks[Count >> Bits][Count & ((1 << Bits) - 1)] = item;
        Count = checked(Count + 1);
    }
}
