using System.Text.RegularExpressions;

namespace MLNetDetection.Architecture.Tests.Docs;

/// <summary>Whether the messages that the troubleshooting page quotes are worded in the sources as they are on the page.</summary>
internal static partial class MessageCheck
{
    private const int ShortestPart = 6;

    /// <param name="page">Its messages are bold code, "..." for what differs; a paragraph that says they are "TorchSharp's" or ".NET's" is passed over.</param>
    /// <param name="sources">Where the messages come from.</param>
    public static IEnumerable<string> Violations(SourceFile page, IEnumerable<SourceFile> sources)
    {
        string known = string.Join('\n', sources.Select(Spoken));
        IEnumerable<string> paragraphs = string.Join('\n', page.Lines).Split("\n\n").Where(text => !text.Contains("(TorchSharp's", StringComparison.Ordinal) && !text.Contains("(.NET's", StringComparison.Ordinal));
        return from paragraph in paragraphs
               from Match message in Quoted().Matches(paragraph)
               from part in message.Groups[1].Value.Split("...", StringSplitOptions.TrimEntries)
               where part.Length >= ShortestPart && !known.Contains(part, StringComparison.Ordinal)
               select $"{page.Path}: no source says \"{part}\"";
    }

    // Texts as they are told: joined where code joins them, names in place of nameof, "..." for other values.
    private static string Spoken(SourceFile file)
    {
        string text = NameOf().Replace(string.Join('\n', file.Lines), "$1");
        return Value().Replace(Joint().Replace(text, ""), "...").Replace("\\\"", "\"", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\*\*`([^`]+)`\*\*")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\{nameof\((?:\w+\.)*(\w+)\)\}")]
    private static partial Regex NameOf();

    [GeneratedRegex(@"""\s*\+\s*\$?""")]
    private static partial Regex Joint();

    [GeneratedRegex(@"\{[^{}""]+\}")]
    private static partial Regex Value();
}
