namespace MLNetDetection.TestKit;

/// <summary>What a progress was told, in the order it came; any thread may tell.</summary>
internal sealed class Told<T> : IProgress<T>
{
    private readonly List<T> _all = [];

    public IReadOnlyList<T> All => _all;

    public void Report(T value)
    {
        lock (_all)
        {
            _all.Add(value);
        }
    }
}
