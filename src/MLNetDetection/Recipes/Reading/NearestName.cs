namespace MLNetDetection.Recipes.Reading;

/// <summary>What somebody may have meant.</summary>
internal static class NearestName
{
    private const int ShortestPart = 3;

    /// <summary>"Did you mean ...?" where a name is near or longer, then all there are.</summary>
    public static string Advice(string name, IEnumerable<string> known)
    {
        string[] names = [.. known];
        string? nearest = names.Select(n => (Name: n, Distance: IsPart(name, n) ? 0 : Distance(name, n))).Where(n => n.Distance <= Math.Max(2, name.Length / 3))
            .OrderBy(n => n.Distance).Select(n => n.Name).FirstOrDefault();
        string all = $"There are: {string.Join(", ", names.Order(StringComparer.Ordinal))}.";
        return nearest is null ? all : $"Did you mean '{nearest}'? {all}";
    }

    private static bool IsPart(string part, string name) => part.Length >= ShortestPart && name.Contains(part, StringComparison.OrdinalIgnoreCase);

    // Levenshtein's, without regard to case.
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }
}
