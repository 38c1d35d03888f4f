using System.IO.Compression;

namespace MLNetDetection.Runtime.Tests.PublicSurface;

/// <summary>
/// The public members of the real packages (Api/*.sig.txt.gz): a documentation ID, a tab and a C#-like signature per line.
/// </summary>
internal static class ApiList
{
    /// <summary>The signature of every member, by ID.</summary>
    public static IReadOnlyDictionary<string, string> Load()
    {
        var members = new Dictionary<string, string>();
        foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Api"), "*.gz"))
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
            while (reader.ReadLine() is { } line)
            {
                string[] parts = line.Split('\t');
                members[parts[0]] = parts[1];
            }
        }

        return members;
    }

    /// <summary>The parameters of a method's signature, each with its default: "int k", "bool sorted = true".</summary>
    public static IReadOnlyList<string> ParametersOf(string signature)
    {
        int depth = 0;
        int start = signature.Length;
        while (start-- > 0)
        {
            depth += signature[start] == ')' ? 1 : signature[start] == '(' ? -1 : 0;
            if (depth == 0)
            {
                break;
            }
        }

        return start < 0 || !signature.EndsWith(')') ? [] : Split(signature[(start + 1)..^1]);
    }

    private static List<string> Split(string parameters)
    {
        var found = new List<string>();
        int depth = 0, begin = 0;
        for (int i = 0; i <= parameters.Length; i++)
        {
            if (i == parameters.Length || (parameters[i] == ',' && depth == 0))
            {
                string parameter = parameters[begin..i].Trim();
                if (parameter.Length > 0)
                {
                    found.Add(parameter);
                }

                begin = i + 1;
            }
            else
            {
                depth += parameters[i] is '(' or '<' or '[' ? 1 : parameters[i] is ')' or '>' or ']' ? -1 : 0;
            }
        }

        return found;
    }
}
