using System.CommandLine;
using System.Text.RegularExpressions;

namespace MLNetDetection.Architecture.Tests.Docs;

/// <summary>Whether the commands that pages show exist: mldetect's by its own parser, the build script's by its text, others by the paths they name.</summary>
internal sealed partial class CommandCheck
{
    private const string ToolName = "mldetect";
    private const string ToolProject = "src/MLNetDetection.Cli";
    private static readonly string[] _projectVerbs = ["build", "test", "pack", "publish", "run"];

    private readonly Func<string, string?> _read;
    private readonly Func<string, bool> _exists;
    private readonly IReadOnlyList<SourceFile> _tests;

    /// <param name="read">A file's text by its path in the repository, or null.</param>
    /// <param name="exists">Whether a path relative to the root is there.</param>
    /// <param name="tests">The code in tests/, in which filters are looked for.</param>
    public CommandCheck(Func<string, string?> read, Func<string, bool> exists, IReadOnlyList<SourceFile> tests)
    {
        (_read, _exists, _tests) = (read, exists, tests);
    }

    /// <summary>What is wrong with the commands of a page.</summary>
    public IEnumerable<string> Violations(MarkdownPage page)
    {
        foreach (CodeBlock block in page.Blocks.Where(block => block.Language is "bash" or "sh" or ""))
        {
            foreach ((int line, string[] words) in ShellScript.Commands(block.Text))
            {
                // Output that is shown without a language is no command; only what begins with the name of one is.
                if (block.Language.Length > 0 || words[0] == ToolName || words[0].StartsWith("./", StringComparison.Ordinal))
                {
                    foreach (string fault in Faults(words, isWhole: true))
                    {
                        yield return $"{page.Path}:{block.Line + line}: {string.Join(' ', words)}: {fault}";
                    }
                }
            }
        }

        foreach (InlineCode code in page.Code.Where(code => IsCommand().IsMatch(code.Text)))
        {
            foreach (string fault in ShellScript.Commands(code.Text).Take(1).SelectMany(command => Faults(command.Words, isWhole: false)))
            {
                yield return $"{page.Path}:{code.Line}: {code.Text}: {fault}";
            }
        }
    }

    private IEnumerable<string> Faults(string[] words, bool isWhole) => words[0] switch
    {
        ToolName => ToolFaults(words[1..], isWhole),
        "./build.sh" or "./build.ps1" => BuildFaults(words[0][2..], [.. words[1..].Where(word => word is not ("--reprobe" or "..."))]),
        "dotnet" => DotnetFaults(words, isWhole),
        _ => words.Where(word => RepositoryPath().IsMatch(word) && !_exists(word.TrimEnd('/').Replace("./", ""))).Select(word => $"there is no {word}"),
    };

    private static IEnumerable<string> ToolFaults(string[] arguments, bool isWhole)
    {
        RootCommand root = Cli.Tool.Commands();
        Command command = root;
        int depth = 0;
        while (depth < arguments.Length && command.Subcommands.FirstOrDefault(each => each.Name == arguments[depth] || each.Aliases.Contains(arguments[depth])) is { } next)
        {
            (command, depth) = (next, depth + 1);
        }

        if (depth == 0 && arguments.Length > 0 && !arguments[0].StartsWith('-') && arguments[0] is not "..." and not "COMMAND")
        {
            return [$"{ToolName} has no command '{arguments[0]}'"];
        }

        string[] known = [.. command.Options.Concat(root.Options.Where(option => option.Recursive)).SelectMany(option => option.Aliases.Prepend(option.Name))];
        string[] unknown =
        [
            .. arguments.Where(word => word.StartsWith("--", StringComparison.Ordinal)).Select(word => word.Split('=')[0]).Except(known)
                .Select(word => $"{ToolName} {command.Name} has no option {word}"),
        ];
        return unknown.Length > 0 || !isWhole || arguments.Contains("--help") ? unknown
            : [.. root.Parse(arguments).Errors.Select(error => error.Message), .. OverrideFaults(arguments)];
    }

    // A recipe file of the reader's is not here; the keys are those of any recipe.
    private static IEnumerable<string> OverrideFaults(string[] arguments)
    {
        string[] ValuesOf(string option) => [.. arguments.Zip(arguments.Skip(1)).Where(pair => pair.First == option).Select(pair => pair.Second)];
        string recipe = ValuesOf("--recipe").FirstOrDefault(name => !name.EndsWith(".json", StringComparison.Ordinal)) ?? "tiny-cpu";
        try
        {
            _ = Recipe.Load(recipe, ValuesOf("--set")).ToOptions();
            return [];
        }
        catch (Exception e) when (e is InvalidDataException or FileNotFoundException)
        {
            return [e.Message];
        }
    }

    private IEnumerable<string> BuildFaults(string script, string[] arguments)
    {
        string text = _read(script) ?? "";
        string[] commands = [.. BuildCommand().Matches(text).Select(match => match.Groups[1].Value)];
        if (arguments.Length == 0 || !commands.Contains(arguments[0]))
        {
            return arguments.Length == 0 ? [] : [$"{script} has no command '{arguments[0]}'"];
        }

        string[] options = [.. arguments.Skip(1).Where(word => word.StartsWith("--", StringComparison.Ordinal))];
        string[] known = arguments[0] switch
        {
            "demo" => OptionsOf("samples/Demo"),
            "bench" or "verify" => ["--filter"],
            _ => [],
        };
        string? filter = arguments is ["bench" or "verify", "--filter", var value, ..] ? value : null;
        return
        [
            .. options.Except(known).Select(word => $"{script} {arguments[0]} has no option {word}"),
            .. filter is null or "TEXT" || Finds(arguments[0], filter) ? [] : (IEnumerable<string>)[$"--filter {filter} finds nothing"],
        ];
    }

    private bool Finds(string command, string filter) => command == "bench"
        ? Benchmarks().Any(file => file.Where(line => line.Contains("string Name =>", StringComparison.Ordinal) && line.Contains(filter, StringComparison.OrdinalIgnoreCase)).Any())
        : _tests.Any(file => file.Where(line => line.Contains("\"Verify\"", StringComparison.Ordinal)).Any() && file.Where(line => line.Contains(filter, StringComparison.Ordinal)).Any());

    private IEnumerable<SourceFile> Benchmarks() => _tests.Where(file => file.Path.StartsWith("tests/MLNetDetection.Benchmarks/", StringComparison.Ordinal));

    private IEnumerable<string> DotnetFaults(string[] words, bool isWhole)
    {
        int dashes = Array.IndexOf(words, "--");
        string[] own = dashes < 0 ? words : words[..dashes];
        int project = Array.IndexOf(own, "--project");
        string? path = project >= 0 && project + 1 < own.Length ? own[project + 1]
            : own.Length > 2 && _projectVerbs.Contains(own[1]) && own[2].Contains('/') ? own[2] : null;
        IEnumerable<string> missing = path is null || path.StartsWith('.') || _exists(path.TrimEnd('/')) ? [] : [$"there is no {path}"];
        return dashes < 0 || path is null ? missing
            : path.TrimEnd('/') == ToolProject ? missing.Concat(ToolFaults(words[(dashes + 1)..], isWhole))
            : missing.Concat(SampleFaults(path.TrimEnd('/'), words[(dashes + 1)..]));
    }

    // A sample whose Program.cs declares no options reads its configuration another way.
    private IEnumerable<string> SampleFaults(string path, string[] arguments) => OptionsOf(path) is { Length: > 0 } known
        ? arguments.Where(word => word.StartsWith("--", StringComparison.Ordinal)).Select(word => word.Split('=')[0]).Except([.. known, "--help"])
            .Select(word => $"{path} has no option {word}")
        : [];

    private string[] OptionsOf(string project) => [.. NewOption().Matches(_read($"{project}/Program.cs") ?? "").Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"^(?:mldetect|\./build\.(?:sh|ps1)|dotnet run)(?:\s|$)")]
    private static partial Regex IsCommand();

    // The lines of the scripts' own usage: a name, perhaps [ARGUMENTS], and what it does.
    [GeneratedRegex(@"^ {0,2}([a-z][a-z-]*)(?: \[[^\]]*\])?  +\S", RegexOptions.Multiline)]
    private static partial Regex BuildCommand();

    [GeneratedRegex(@"new\(""(--[\w-]+)""\)")]
    private static partial Regex NewOption();

    [GeneratedRegex(@"^(?:\./)?(?:docs|src|samples|tests)/[\w./-]+$")]
    private static partial Regex RepositoryPath();
}
