namespace MLNetDetection.Training;

/// <summary>Counts what was left out or altered while a data set was read, and remembers the first of each.</summary>
internal sealed class DataReport
{
    private readonly Dictionary<string, (int Count, string First)> _findings = [];

    public void Add(string what, string detail)
    {
        (int count, string first) = _findings.GetValueOrDefault(what, (0, detail));
        _findings[what] = (count + 1, first);
    }

    public int Total => _findings.Values.Sum(f => f.Count);

    /// <summary>One line for each kind of finding.</summary>
    public IEnumerable<string> Lines => _findings.Select(f => $"{f.Value.Count} {f.Key}; the first: {f.Value.First}");
}
