namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>Where a path ends up when every link on the way is followed.</summary>
internal static class RealPath
{
    private const int MaximumLinks = 40;

    /// <exception cref="IOException">Links lead round in a circle.</exception>
    public static string Of(string path)
    {
        string full = Path.GetFullPath(path);
        string at = Path.GetPathRoot(full)!;
        Stack<string> rest = new(Split(full[at.Length..]).Reverse());
        int links = 0;
        while (rest.Count > 0)
        {
            string name = rest.Pop();
            if (name == "..")
            {
                at = Path.GetDirectoryName(at) ?? at;
                continue;
            }

            string next = Path.Combine(at, name);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                at = next;
                continue;
            }

            if (++links > MaximumLinks)
            {
                throw new IOException($"{path}: too many links.");
            }

            string root = Path.GetPathRoot(target)!;
            at = root.Length > 0 ? root : at;
            foreach (string part in Split(target[root.Length..]).Reverse())
            {
                rest.Push(part);
            }
        }

        return at;
    }

    private static string[] Split(string path) =>
        [.. path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".")];
}
