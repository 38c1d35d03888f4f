namespace MLNetDetection.Architecture.Tests.Docs;

/// <summary>The checks of the documentation find what is wrong in pages made up to be wrong, and take what is right.</summary>
public sealed class CheckerTests
{
    private static readonly Lazy<SnippetCompiler> _compiler = new(() => new SnippetCompiler());

    [Theory]
    [InlineData("[a](other.md)", null)]
    [InlineData("[a](other.md#a-heading-with-code)", null)]
    [InlineData("![a](../images/a.png)", null)]
    [InlineData("`[a](nowhere.md)`", null)]
    [InlineData("[a](https://example.org/x.md)", null)]
    [InlineData("[a](#own)", null)]
    [InlineData("[a](nowhere.md)", "docs/page.md:2: nowhere.md: there is no docs/nowhere.md")]
    [InlineData("[a](other.md#b)", "docs/page.md:2: other.md#b: docs/other.md has no heading #b")]
    [InlineData("[![a](nowhere.png)](other.md)", "docs/page.md:2: nowhere.png: there is no docs/nowhere.png")]
    [InlineData("<img src=\"nowhere.png\">", "docs/page.md:2: nowhere.png: there is no docs/nowhere.png")]
    [InlineData("[a](../../etc/passwd)", "docs/page.md:2: ../../etc/passwd: leads out of the repository")]
    public void Links_OfAPage_AreFollowed(string line, string? fault)
    {
        MarkdownPage[] pages = [Page("docs/page.md", "# Own", line), Page("docs/other.md", "## A heading, with `code`!")];
        IEnumerable<string> found = LinkCheck.Violations(pages, path => path is "docs/page.md" or "docs/other.md" or "images/a.png");
        Assert.Equal(fault is null ? [] : [fault], found);
    }

    [Fact]
    public void DocsPaths_OfAComment_AreLookedFor() =>
        Assert.Equal(["src/a.cs:1: // see docs/nowhere.md"], LinkCheck.MissingMentions(MadeUp.File("src/a.cs", "// see docs/nowhere.md"), _ => false));

    [Theory]
    [InlineData("Console.WriteLine(ml);")]
    [InlineData("var options = new SsdTrainer.Options { Training = new TrainingOptions { Epochs = 5 } };")]
    [InlineData("sealed class Mine : TrainingHook { }")]
    [InlineData("// before: nothing\n.Append(new SsdTrainer(ml))")]
    [InlineData("using System;\nConsole.WriteLine(1);")]
    public void Snippet_ThatIsRight_Compiles(string code) => Assert.Empty(Errors(["```csharp", .. code.Split('\n'), "```"]));

    [Theory]
    [InlineData("Console.WriteLine(ml.NoSuchMember);", "docs/page.md:2: CS1061")]
    [InlineData("using System;\nConsole.WriteLine(ml);", "docs/page.md:3: CS0103")]
    [InlineData("var options = new TrainingOptions { Epoch = 5 };", "docs/page.md:2: CS0117")]
    [InlineData("Epochs = 5,", "docs/page.md:2: CS")]
    [InlineData("sealed class Mine : NoSuchHook { }", "docs/page.md:2: CS0246")]
    public void Snippet_ThatIsWrong_IsNamedWithItsLine(string code, string start) => Assert.StartsWith(start, Errors(["```csharp", .. code.Split('\n'), "```"])[0]);

    [Fact]
    public void Directives_BeforeABlock_SayWhatItLeavesOut()
    {
        Assert.Empty(Errors("<!-- snippet given: SsdTransformer model -->", "```csharp", "Console.WriteLine(model.Recipe!.Json);", "```"));
        Assert.Empty(Errors("<!-- snippet within: _ = new TrainingOptions { ... }; -->", "```csharp", "Epochs = 5,", "```"));
        Assert.NotEmpty(Errors("<!-- snippet within: _ = new TrainingOptions { ... }; -->", "```csharp", "Epoch = 5,", "```"));
        Assert.Empty(Errors("```csharp", "int a = 1;", "```", "<!-- snippet continues -->", "```csharp", "Console.WriteLine(a);", "```"));
        Assert.Empty(Errors("<!-- snippet not compiled: another package -->", "```csharp", "nonsense", "```"));
        Assert.Throws<InvalidDataException>(() => Errors("<!-- snippet gives: int a -->", "```csharp", "int b;", "```"));
    }

    [Theory]
    [InlineData("mldetect train voc --out model.zip --set training.epochs=5", null)]
    [InlineData("mldetect networks --json | head > names.json  # all of them", null)]
    [InlineData("dotnet run --project src/MLNetDetection.Cli -- networks", null)]
    [InlineData("A=1 ./build.sh bench --filter here", null)]
    [InlineData("mldetect trian voc", "mldetect has no command 'trian'")]
    [InlineData("mldetect train voc --outt model.zip", "mldetect train has no option --outt")]
    [InlineData("mldetect train voc", "Option '--out' is required.")]
    [InlineData("mldetect convert voc --to Nothing --output x", "'Nothing'")]
    [InlineData("mldetect train voc --out a.zip --set training.epoch=5", "training.epoch")]
    [InlineData("dotnet run --project src/MLNetDetection.Cli -- networks --class 3", "mldetect networks has no option --class")]
    [InlineData("dotnet run --project src/Nowhere", "there is no src/Nowhere")]
    [InlineData("./build.sh tset", "build.sh has no command 'tset'")]
    [InlineData("./build.sh demo --epoch 5", "build.sh demo has no option --epoch")]
    [InlineData("dotnet run --project samples/Demo -- --epochs 5", null)]
    [InlineData("dotnet run --project samples/Demo -- --epoch 5", "samples/Demo has no option --epoch")]
    [InlineData("./build.sh bench --filter nowhere", "--filter nowhere finds nothing")]
    [InlineData("docs/images/nowhere.sh a.html", "there is no docs/images/nowhere.sh")]
    public void Commands_OfABlock_AreParsed(string line, string? fault)
    {
        string[] found = [.. Commands().Violations(Page("docs/page.md", "```bash", line, "```"))];
        Assert.Equal(fault is null ? 0 : 1, found.Length);
        Assert.All(found, text => Assert.Contains(fault!, text));
    }

    [Theory]
    [InlineData("the table of `mldetect networks --json`", 0)]
    [InlineData("`mldetect train ...` and `--recipe`", 0)]
    [InlineData("the table of `mldetect netwroks`", 1)]
    [InlineData("`./build.sh pakc` does it", 1)]
    public void Commands_WithinALine_AreLookedUp(string line, int faults) => Assert.Equal(faults, Commands().Violations(Page("docs/page.md", line)).Count());

    [Theory]
    [InlineData("{ \"extends\": \"tiny-cpu\", \"training\": { \"epochs\": 5 }, }", 0)]
    [InlineData("{ \"ap\": 0.5 }", 0)]
    [InlineData("{ \"training\": { \"epoch\": 5 } }", 1)]
    [InlineData("{ \"ap\": 0.5", 1)]
    [InlineData("\"detection\": { \"scoreThreshold\": 0.05 }", 0)]
    [InlineData("\"detection\": { \"scoreThresold\": 0.05 }", 1)]
    public void Json_OfABlock_IsRead(string json, int faults) => Assert.Equal(faults, RecipeCheck.Violations(Page("docs/page.md", "```jsonc", json, "```")).Count());

    [Theory]
    [InlineData("**`The file '...' has 3 rows.`**", 0)]
    [InlineData("**`The file '...' has 3 columns.`**", 1)]
    [InlineData("**`Nobody says this.`** (TorchSharp's)", 0)]
    [InlineData("**`Rows are too long. Set Width.`**", 0)]
    public void Messages_OfAPage_AreLookedForInTheSources(string line, int faults) => Assert.Equal(faults, MessageCheck.Violations(
        new SourceFile("docs/page.md", [line]),
        [new SourceFile("src/a.cs", ["throw new($\"The file '{path}' has 3 rows.\");", "throw new(\"Rows are too long. \"", "    + $\"Set {nameof(Options.Width)}.\");"])]).Count());

    [Fact]
    public void XmlDocumentation_WithoutAMember_IsFound()
    {
        System.Reflection.Assembly core = typeof(Core.Geometry.BoxXyxy).Assembly;
        string xml = File.ReadAllText(Path.ChangeExtension(Repository.PathOfAssembly("MLNetDetection.Core"), ".xml"));
        Assert.Empty(XmlDocumentationCheck.Missing(core, xml));
        Assert.Equal(["T:MLNetDetection.Core.Geometry.BoxXyxy"], XmlDocumentationCheck.Missing(core, xml.Replace("\"T:MLNetDetection.Core.Geometry.BoxXyxy\"", "\"T:Gone\"")));
    }

    private static MarkdownPage Page(string path, params string[] lines) => new(new SourceFile(path, lines));

    private static string[] Errors(params string[] lines) => [.. SnippetUnit.Of(Page("docs/page.md", lines)).SelectMany(_compiler.Value.Errors)];

    private static CommandCheck Commands() => new(
        path => path switch
        {
            "build.sh" => "usage: ./build.sh [--reprobe] COMMAND\n  demo [ARGUMENTS]        trains\n  bench [--filter TEXT]   measures\n",
            "samples/Demo/Program.cs" => "Option<int> epochs = new(\"--epochs\") { };",
            _ => null,
        },
        path => path is "src/MLNetDetection.Cli" or "samples/Demo",
        MadeUp.File("tests/MLNetDetection.Benchmarks/A.cs", "public string Name => \"here-it-is\";"));
}
