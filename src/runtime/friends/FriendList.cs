namespace MLNetDetection.Runtime.Friends;

/// <summary>What friends.txt says: the assemblies whose access checks are lifted, and the rules of each.</summary>
internal sealed class FriendList
{
    private readonly Dictionary<string, List<FriendRule>> _rules;

    private FriendList(Dictionary<string, List<FriendRule>> rules) => _rules = rules;

    /// <summary>Simple names of the assemblies, in the order of the file.</summary>
    public IReadOnlyCollection<string> Assemblies => _rules.Keys;

    /// <summary>Reads the list; blank lines and lines that start with # are skipped.</summary>
    /// <exception cref="FormatException">A type without members.</exception>
    public static FriendList Parse(IReadOnlyList<string> lines)
    {
        var rules = new Dictionary<string, List<FriendRule>>();
        for (int i = 0; i < lines.Count; i++)
        {
            string[] words = lines[i].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length == 0 || words[0].StartsWith('#'))
            {
                continue;
            }

            if (words.Length == 2)
            {
                throw new FormatException($"line {i + 1} names the type {words[1]} without members; write * for all of them");
            }

            if (!rules.TryGetValue(words[0], out List<FriendRule>? ofAssembly))
            {
                rules.Add(words[0], ofAssembly = []);
            }

            if (words.Length > 2)
            {
                ofAssembly.Add(new FriendRule(words[1], words.Skip(2).ToHashSet()));
            }
        }

        return new FriendList(rules);
    }

    /// <summary>The rules of one assembly; none when the list does not name it.</summary>
    public IReadOnlyList<FriendRule> Rules(string assembly) => _rules.TryGetValue(assembly, out List<FriendRule>? found) ? found : [];
}
