using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MLNetDetection.Architecture.Tests.Docs;

/// <summary>
/// Compiles snippets against what the tests run on. A snippet that begins with a using directive is a whole program; another one
/// becomes a method that has <c>MLContext ml</c>, its declared variables, and the namespaces of the library in scope.
/// </summary>
internal sealed class SnippetCompiler
{
    private static readonly CSharpParseOptions _parsing = new(LanguageVersion.CSharp14);

    private static readonly string[] _implicit =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    private readonly CSharpCompilation _compilation;
    private readonly string _usings;

    public SnippetCompiler()
    {
        string[] files = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        _compilation = CSharpCompilation.Create(
            "Snippet",
            references: files.Select(file => MetadataReference.CreateFromFile(file)),
            options: new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        _usings = string.Concat(_implicit.Concat(LibraryNamespaces()).Concat(["Microsoft.ML", "Microsoft.ML.Data", "Microsoft.ML.Transforms.Image", "TorchSharp"])
            .Select(name => $"using {name};\n"));
    }

    /// <summary>The compiler's errors, each with page and line.</summary>
    public IReadOnlyList<string> Errors(SnippetUnit unit)
    {
        bool isProgram = Parse(unit.Blocks[0].Text).GetCompilationUnitRoot().Usings.Count > 0;
        SyntaxTree[] trees = isProgram
            ? [Parse(string.Concat(_implicit.Select(name => $"global using {name};\n"))), Parse(string.Concat(unit.Blocks.Select(block => At(block) + block.Text)))]
            : [Parse(Fragment(unit))];
        string[] errors =
        [
            .. _compilation.AddSyntaxTrees(trees).GetDiagnostics()
                .Where(found => found.Severity == DiagnosticSeverity.Error)
                .Select(found => (place: found.Location.GetMappedLineSpan(), found))
                .Select(each => $"{each.place.Path}:{each.place.StartLinePosition.Line + 1}: {each.found.Id}: {each.found.GetMessage()}"),
        ];
        // What surrounds a snippet breaks along with it; only an error that is all there is gets told with its place in the wrapping.
        return errors.Any(text => text[0] != ':') ? [.. errors.Where(text => text[0] != ':')] : errors;
    }

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, _parsing);

    private static string At(CodeBlock block, int line = 0) => $"#line {block.Line + line} \"{block.Page}\"\n";

    private static IEnumerable<string> LibraryNamespaces() => Repository.Libraries
        .SelectMany(name => System.Reflection.Assembly.LoadFrom(Repository.PathOfAssembly(name)).GetExportedTypes())
        .Select(type => type.Namespace!).Distinct().Order();

    private string Fragment(SnippetUnit unit)
    {
        var body = new StringBuilder();
        var types = new StringBuilder();
        var declared = new HashSet<string>();
        foreach (CodeBlock block in unit.Blocks)
        {
            if ((SnippetUnit.Around(block) ?? Chain(block)) is (string before, string after))
            {
                body.Append(before).Append('\n').Append(At(block)).Append(block.Text).Append("#line hidden\n").Append(after).Append('\n');
                continue;
            }

            foreach (MemberDeclarationSyntax member in Parse(block.Text).GetCompilationUnitRoot().Members)
            {
                int line = member.SyntaxTree.GetLineSpan(member.FullSpan).StartLinePosition.Line;
                (member is GlobalStatementSyntax ? body : types).Append('\n').Append(At(block, line)).Append(member.ToFullString()).Append('\n');
                declared.UnionWith(Declared(member));
            }

            body.Append(Unparsed(block));
        }

        IEnumerable<string> parameters = (declared.Contains("ml") ? [] : (IEnumerable<string>)["MLContext ml"]).Concat(unit.Given);
        return $$"""
            {{_usings}}{{string.Concat(unit.Usings.SelectMany(each => each.Split(',')).Select(name => $"using {name.Trim()};\n"))}}
            internal static class SnippetOfAPage
            {
                private static void Main() { }

                private static async Task Run({{string.Join(", ", parameters)}})
                {
                    await Task.CompletedTask;
            {{body}}
                }
            }
            {{types}}
            """;
    }

    // A block that begins with a dot goes on with an estimator chain, as pages of ML.NET show them.
    private static (string Before, string After)? Chain(CodeBlock block) =>
        block.Text.Split('\n', StringSplitOptions.TrimEntries).SkipWhile(line => line.Length == 0 || line.StartsWith("//", StringComparison.Ordinal)).FirstOrDefault() is ['.', ..]
            ? ("_ = ml.Transforms.LoadImages(\"Image\", \"\", \"ImagePath\")", ";") : null;

    private static IEnumerable<string> Declared(MemberDeclarationSyntax member) =>
        member is GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax local } ? local.Declaration.Variables.Select(each => each.Identifier.Text) : [];

    // What does not parse as statements and types would be dropped member by member; the whole text then says where it breaks.
    private static string Unparsed(CodeBlock block) =>
        Parse(block.Text).GetDiagnostics().Any(found => found.Severity == DiagnosticSeverity.Error) ? $"\n{At(block)}{block.Text}\n" : "";
}
