namespace MLNetDetection.Architecture.Tests.Docs;

/// <summary>
/// A C# snippet with what its page leaves unsaid. Comments right before a block say it: <c>&lt;!-- snippet given: A a, B b --&gt;</c>
/// declares variables, <c>using: A, B</c> adds namespaces, <c>within: var x = new A { ... };</c> puts the block where the dots are,
/// <c>continues</c> lets it follow the block before it, <c>not compiled: reason</c> leaves it out.
/// </summary>
/// <param name="Blocks">The block itself last, before it those that it continues.</param>
/// <param name="Given">Declarations of variables, as parameters are written.</param>
/// <param name="Usings">Namespaces besides those that every snippet has.</param>
internal sealed record SnippetUnit(IReadOnlyList<CodeBlock> Blocks, IReadOnlyList<string> Given, IReadOnlyList<string> Usings)
{
    private const string NotCompiled = "not compiled:";

    /// <summary>The page's snippets that are to compile.</summary>
    /// <exception cref="InvalidDataException">A directive that is none of these.</exception>
    public static IEnumerable<SnippetUnit> Of(MarkdownPage page)
    {
        SnippetUnit? before = null;
        foreach (CodeBlock block in page.Blocks.Where(block => block.Language is "csharp" or "cs" or "c#"))
        {
            if (block.Directives.Any(text => text.StartsWith(NotCompiled, StringComparison.Ordinal) && text.Length > NotCompiled.Length))
            {
                continue;
            }

            bool continues = block.Directives.Contains("continues");
            if (continues && before is null)
            {
                throw new InvalidDataException($"{block.Page}:{block.Line}: continues what?");
            }

            before = new SnippetUnit(
                [.. continues ? before!.Blocks : [], block],
                [.. continues ? before!.Given : [], .. Values(block, "given:")],
                [.. continues ? before!.Usings : [], .. Values(block, "using:")]);
            yield return before;
        }
    }

    /// <summary>The text around a block that stands within a statement, or null.</summary>
    public static (string Before, string After)? Around(CodeBlock block)
    {
        foreach (string text in block.Directives)
        {
            if (text.StartsWith("within:", StringComparison.Ordinal))
            {
                string[] parts = text["within:".Length..].Split("...", 2);
                return parts.Length == 2 ? (parts[0], parts[1]) : throw new InvalidDataException($"{block.Page}:{block.Line}: within: has no '...'");
            }
        }

        return null;
    }

    private static IEnumerable<string> Values(CodeBlock block, string word)
    {
        foreach (string text in block.Directives)
        {
            if (text.StartsWith(word, StringComparison.Ordinal))
            {
                yield return text[word.Length..].Trim();
            }
            else if (text != "continues" && !text.StartsWith("given:", StringComparison.Ordinal) && !text.StartsWith("using:", StringComparison.Ordinal)
                && !text.StartsWith("within:", StringComparison.Ordinal))
            {
                throw new InvalidDataException($"{block.Page}:{block.Line}: 'snippet {text}' is no directive");
            }
        }
    }
}
