using System.Text;
using System.Text.RegularExpressions;

namespace MLNetDetection.Architecture.Tests.Docs;

/// <summary>What the documentation's tests look at in a Markdown file: fenced blocks, links, headings and code within lines.</summary>
internal sealed partial class MarkdownPage
{
    private const string DirectiveWord = "snippet";

    private readonly List<CodeBlock> _blocks = [];
    private readonly List<PageLink> _links = [];
    private readonly List<InlineCode> _code = [];
    private readonly HashSet<string> _anchors = [];
    private readonly List<string> _directives = [];
    private readonly Dictionary<string, int> _slugs = [];

    public MarkdownPage(SourceFile file)
    {
        Path = file.Path;
        Read(file.Lines);
    }

    /// <summary>Relative to the repository, '/' between folders.</summary>
    public string Path { get; }

    public IReadOnlyList<CodeBlock> Blocks => _blocks;

    public IReadOnlyList<PageLink> Links => _links;

    public IReadOnlyList<InlineCode> Code => _code;

    /// <summary>What a link may name behind '#'.</summary>
    public IReadOnlySet<string> Anchors => _anchors;

    /// <summary>A heading's anchor as GitHub makes it: lower case, letters, digits, '-' and '_' kept, a space becomes '-'.</summary>
    public static string Slug(string heading)
    {
        var slug = new StringBuilder();
        foreach (char letter in LinkTarget().Replace(heading, "$1").Trim().ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(letter) || letter is '-' or '_')
            {
                slug.Append(letter);
            }
            else if (letter == ' ')
            {
                slug.Append('-');
            }
        }

        return slug.ToString();
    }

    private void Read(IReadOnlyList<string> lines)
    {
        for (int index = 0; index < lines.Count; index++)
        {
            if (Fence().Match(lines[index]) is { Success: true } fence)
            {
                index = ReadBlock(lines, index, fence);
            }
            else if (lines[index].TrimStart().StartsWith("<!--", StringComparison.Ordinal))
            {
                index = ReadComment(lines, index);
            }
            else
            {
                ReadText(lines[index], index + 1);
            }
        }
    }

    private int ReadBlock(IReadOnlyList<string> lines, int index, Match fence)
    {
        int first = index + 1, end = first;
        while (end < lines.Count && !lines[end].TrimStart().StartsWith(fence.Groups[1].Value, StringComparison.Ordinal))
        {
            end++;
        }

        string text = string.Concat(lines.Skip(first).Take(end - first).Select(line => line + "\n"));
        _blocks.Add(new CodeBlock(Path, first + 1, fence.Groups[2].Value, text, [.. _directives]));
        _directives.Clear();
        return end;
    }

    private int ReadComment(IReadOnlyList<string> lines, int index)
    {
        int end = index;
        while (end < lines.Count - 1 && !lines[end].Contains("-->", StringComparison.Ordinal))
        {
            end++;
        }

        string comment = string.Join('\n', lines.Skip(index).Take(end - index + 1)).Trim();
        comment = comment[4..^(comment.EndsWith("-->", StringComparison.Ordinal) ? 3 : 0)].Trim();
        if (comment.StartsWith(DirectiveWord + " ", StringComparison.Ordinal))
        {
            _directives.Add(comment[(DirectiveWord.Length + 1)..].Trim());
        }

        return end;
    }

    private void ReadText(string line, int number)
    {
        if (!string.IsNullOrWhiteSpace(line))
        {
            _directives.Clear();
        }

        if (Heading().Match(line) is { Success: true } heading)
        {
            string slug = Slug(heading.Groups[1].Value);
            int seen = _slugs[slug] = _slugs.GetValueOrDefault(slug) + 1;
            _anchors.Add(seen == 1 ? slug : $"{slug}-{seen - 1}");
        }

        foreach (Match code in Backticks().Matches(line))
        {
            _code.Add(new InlineCode(number, code.Groups[2].Value.Trim()));
        }

        string prose = Backticks().Replace(line, match => new string('x', match.Length));
        _links.AddRange(LinkTarget().Matches(prose).Select(link => new PageLink(number, link.Groups[2].Value)));
        _links.AddRange(InnerImage().Matches(prose).Select(image => new PageLink(number, image.Groups[1].Value)));
        _links.AddRange(Reference().Matches(prose).Select(link => new PageLink(number, link.Groups[1].Value)));
        _links.AddRange(HtmlTarget().Matches(prose).Select(link => new PageLink(number, link.Groups[1].Value)));
        _anchors.UnionWith(HtmlAnchor().Matches(prose).Select(anchor => anchor.Groups[1].Value));
    }

    [GeneratedRegex(@"^\s*(```+|~~~+)\s*([\w#+-]*)[^`]*$")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#{1,6}\s+(.*?)\s*#*$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"(`+)(.+?)\1(?!`)")]
    private static partial Regex Backticks();

    // [text](target "title"), and ![alt](target); an image may be a link's text.
    [GeneratedRegex(@"!?\[((?:[^\[\]]|!\[[^\]]*\]\([^)]*\))*)\]\(\s*<?([^\s)>]+)>?(?:\s+[""'][^)]*)?\)")]
    private static partial Regex LinkTarget();

    [GeneratedRegex(@"\[!\[[^\]]*\]\(([^\s)]+)\)\]\(")]
    private static partial Regex InnerImage();

    [GeneratedRegex(@"^\s*\[[^\]]+\]:\s+<?(\S+?)>?(?:\s|$)")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\b(?:href|src|srcset)=[""']([^""']+)[""']")]
    private static partial Regex HtmlTarget();

    [GeneratedRegex(@"<a\s+(?:id|name)=[""']([^""']+)[""']")]
    private static partial Regex HtmlAnchor();
}
