namespace MLNetDetection.Torch.Weights.Pickle;

/// <summary>A Python dict, in order. A key that comes twice keeps its place and takes the later value.</summary>
internal sealed class PickleDictionary
{
    private readonly Dictionary<object, int> _places = [];
    private readonly List<(object Key, object? Value)> _entries = [];

    public IReadOnlyList<(object Key, object? Value)> Entries => _entries;

    public void Set(object? key, object? value)
    {
        // Only strings and numbers can be keys here: others would be compared by reference, which no dict does.
        if (key is not (string or long or double or bool))
        {
            throw new InvalidDataException($"The pickle has a dictionary key of type {key?.GetType().Name ?? "None"}; names and numbers are known.");
        }

        if (_places.TryGetValue(key, out int place))
        {
            _entries[place] = (key, value);
        }
        else
        {
            _places.Add(key, _entries.Count);
            _entries.Add((key, value));
        }
    }
}
