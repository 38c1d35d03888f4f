using System.CommandLine;
using System.CommandLine.Parsing;

namespace MLNetDetection.Cli;

/// <summary>Says what is wrong with a command line, and what was probably meant.</summary>
internal static class ParseFaults
{
    private const int MostEdits = 3;

    /// <summary>Misspelt options, which a parser takes for a file's name where one is expected.</summary>
    public static IEnumerable<string> UnknownOptions(ParseResult parsed) => parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash)
        .Where(token => token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal) && !Path.Exists(token.Value))
        .Select(token => token.Value);

    /// <summary>A line for each fault, the nearest names, and where the help is.</summary>
    public static void Tell(ParseResult parsed, TextWriter errors)
    {
        Command command = parsed.CommandResult.Command;
        string[] unknown = [.. parsed.UnmatchedTokens.Concat(UnknownOptions(parsed)).Where(token => !Path.Exists(token)).Distinct()];
        foreach (string message in parsed.Errors.Select(error => error.Message).Distinct())
        {
            // "Required command" is only a consequence of a command that was misspelt.
            if (unknown.Length == 0 || parsed.Errors.Count == 1 || unknown.Any(message.Contains) || command is not RootCommand)
            {
                errors.WriteLine($"error: {message}");
            }
        }

        foreach (string token in unknown)
        {
            if (!parsed.Errors.Any(error => error.Message.Contains($"'{token}'", StringComparison.Ordinal)))
            {
                errors.WriteLine($"error: There is no option '{token}'.");
            }

            string[] near = [.. Near(token, Names(parsed.CommandResult)).Take(3)];
            if (near.Length > 0)
            {
                errors.WriteLine($"'{token}': did you mean {string.Join(" or ", near)}?");
            }
        }

        errors.WriteLine($"see: {Tool.Name}{(command is RootCommand ? "" : $" {command.Name}")} --help");
    }

    private static IEnumerable<string> Names(CommandResult result)
    {
        IEnumerable<Symbol> symbols = result.Command.Subcommands.Cast<Symbol>().Concat(result.Command.Options)
            .Concat(result.Parent is CommandResult parent ? parent.Command.Options.Where(option => option.Recursive) : []);
        return symbols.Where(symbol => !symbol.Hidden)
            .SelectMany(symbol => symbol is Option option ? option.Aliases.Append(option.Name) : [symbol.Name]).Distinct();
    }

    /// <summary>Names a few edits away, nearest first; of words that begin with the text, all.</summary>
    public static IEnumerable<string> Near(string text, IEnumerable<string> names) => names
        .Select(name => (Name: name, Edits: text.Length > 2 && name.StartsWith(text, StringComparison.OrdinalIgnoreCase) ? 0 : Edits(text, name)))
        .Where(each => each.Edits <= Math.Min(MostEdits, Math.Max(1, text.TrimStart('-').Length / 2)))
        .OrderBy(each => each.Edits).ThenBy(each => each.Name, StringComparer.Ordinal).Select(each => each.Name);

    // Levenshtein's distance, neighbours that changed places counted as one.
    private static int Edits(string a, string b)
    {
        int[,] cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                cost[i, j] = i == 0 || j == 0 ? i + j
                    : Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[a.Length, b.Length];
    }
}
