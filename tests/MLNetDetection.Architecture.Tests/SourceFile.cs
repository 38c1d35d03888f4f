namespace MLNetDetection.Architecture.Tests;

/// <summary>A text file of the repository.</summary>
/// <param name="Path">Relative to the root, '/' between folders.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record SourceFile(string Path, IReadOnlyList<string> Lines)
{
    /// <summary>Whether it belongs to the System runtime or to the build steps beside it.</summary>
    public bool IsInRuntime => Path.StartsWith("src/runtime/", StringComparison.Ordinal);

    /// <summary>"path:line: text" of each line that the predicate chooses.</summary>
    public IEnumerable<string> Where(Func<string, bool> predicate) =>
        Lines.Select((text, index) => (text, index)).Where(line => predicate(line.text)).Select(line => $"{Path}:{line.index + 1}: {line.text.Trim()}");
}
