namespace MLNetDetection.Architecture.Tests.Docs;

/// <summary>The pages of the repository: their links lead somewhere, their C# compiles, their commands and recipes exist.</summary>
public sealed class DocumentationTests
{
    private static readonly Lazy<MarkdownPage[]> _pages = new(() => [.. Repository.Files(".md").Select(file => new MarkdownPage(file))]);

    [Fact]
    public void Pages_OfTheRepository_AreFound()
    {
        string[] paths = [.. _pages.Value.Select(page => page.Path)];
        Assert.Contains("README.md", paths);
        Assert.Contains("docs/README.md", paths);
        Assert.True(_pages.Value.Sum(page => page.Blocks.Count) > 20);
        Assert.True(_pages.Value.Sum(page => page.Links.Count) > 20);
    }

    [Fact]
    public void Links_OfEveryPage_LeadSomewhere() => AssertNone(LinkCheck.Violations(_pages.Value, Exists));

    [Fact]
    public void DocsPaths_InAnyText_Exist() =>
        AssertNone(LinkCheck.MissingMentions(
            Repository.Files(".cs", ".md", ".sh", ".ps1", ".py", ".csproj", ".props", ".targets")
                .Where(file => !file.Path.StartsWith("tests/MLNetDetection.Architecture.Tests/Docs/", StringComparison.Ordinal)),
            Exists));

    [Fact]
    public void Index_OfTheDocs_NamesEveryPage()
    {
        MarkdownPage index = _pages.Value.Single(page => page.Path == "docs/README.md");
        string[] pages = [.. _pages.Value.Select(page => page.Path).Where(path => path.StartsWith("docs/", StringComparison.Ordinal) && path != index.Path)];
        AssertNone(pages.Where(path => !index.Links.Any(link => "docs/" + link.Target.Split('#')[0] == path)).Select(path => $"docs/README.md does not name {path}"));
    }

    [Fact]
    public void Snippets_OfEveryPage_Compile()
    {
        SnippetUnit[] snippets = [.. _pages.Value.SelectMany(SnippetUnit.Of)];
        var compiler = new SnippetCompiler();
        Assert.NotEmpty(snippets);
        AssertNone(snippets.SelectMany(compiler.Errors));
    }

    [Fact]
    public void Commands_OfEveryPage_Exist()
    {
        var check = new CommandCheck(Read, Exists, [.. Repository.Files(".cs").Where(file => file.Path.StartsWith("tests/", StringComparison.Ordinal))]);
        AssertNone(_pages.Value.SelectMany(check.Violations));
    }

    [Fact]
    public void Messages_OfTheTroubleshootingPage_AreTheLibrarys()
    {
        SourceFile page = Repository.Files(".md").Single(file => file.Path == "docs/troubleshooting.md");
        AssertNone(MessageCheck.Violations(page, Repository.Files(".cs", ".targets", ".cmake").Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal))));
    }

    [Fact]
    public void Json_OfEveryPage_IsTaken() => AssertNone(_pages.Value.SelectMany(RecipeCheck.Violations));

    [Fact]
    public void PublicTypesAndProperties_OfEveryLibrary_HaveXmlDocumentation() =>
        AssertNone(Repository.Libraries.SelectMany(library => XmlDocumentationCheck.Missing(
            System.Reflection.Assembly.LoadFrom(Repository.PathOfAssembly(library)), File.ReadAllText(Path.ChangeExtension(Repository.PathOfAssembly(library), ".xml")))));

    [Fact]
    public void DocumentationWarnings_InTheSources_AreNotTurnedOff() =>
        AssertNone(Repository.Files(".cs", ".csproj", ".props", ".targets").Where(file => !file.Path.StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(file => file.Where(line => line.Contains("CS1591", StringComparison.Ordinal) || line.Contains(";1591", StringComparison.Ordinal))));

    private static void AssertNone(IEnumerable<string> violations)
    {
        string[] found = [.. violations.Distinct()];
        Assert.True(found.Length == 0, $"{found.Length} found:\n{string.Join('\n', found)}");
    }

    private static string? Read(string path) => File.Exists(Path.Combine(Repository.Root, path)) ? File.ReadAllText(Path.Combine(Repository.Root, path)) : null;

    // Also where the file system does not tell cases apart, as the pages are read elsewhere too.
    private static bool Exists(string path)
    {
        string folder = Repository.Root;
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any(entry => Path.GetFileName(entry) == part))
            {
                return false;
            }

            folder = Path.Combine(folder, part);
        }

        return true;
    }
}
