namespace MLNetDetection.Evaluation;

/// <summary>Class names in the order they were met, each with an id from 0.</summary>
internal sealed class ClassDictionary
{
    private readonly Dictionary<string, int> _ids = [];
    private readonly List<string> _names = [];

    public IReadOnlyList<string> Names => _names;

    public int IdOf(string name)
    {
        if (!_ids.TryGetValue(name, out int id))
        {
            id = _names.Count;
            _ids.Add(name, id);
            _names.Add(name);
        }

        return id;
    }
}
