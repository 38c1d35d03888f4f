using System.Text;
using System.Text.RegularExpressions;

namespace MLNetDetection.Architecture.Tests.Docs;

/// <summary>The commands of a shell script, as far as documentation writes them: quotes, comments, pipes, lists, redirections.</summary>
internal static partial class ShellScript
{
    /// <summary>Each command's words, with the line that it begins on, from 0. Variables set before a command and redirections are left out.</summary>
    public static IEnumerable<(int Line, string[] Words)> Commands(string text)
    {
        string[] lines = text.Split('\n');
        for (int index = 0; index < lines.Length; index++)
        {
            int first = index;
            string line = lines[index];
            while (line.EndsWith('\\') && index + 1 < lines.Length)
            {
                line = line[..^1] + " " + lines[++index].Trim();
            }

            foreach (string[] words in Split(Joined().Replace(line, " ")).Select(Plain).Where(words => words.Length > 0))
            {
                yield return (first, words);
            }
        }
    }

    private static string[] Plain(List<string> words)
    {
        var plain = new List<string>();
        for (int index = 0; index < words.Count; index++)
        {
            if (Redirection().Match(words[index]) is { Success: true } redirection)
            {
                index += redirection.Groups[1].Length == 0 ? 1 : 0; // the file's name is the next word
            }
            else if (plain.Count > 0 || !Assignment().IsMatch(words[index]))
            {
                plain.Add(words[index]);
            }
        }

        return [.. plain];
    }

    private static IEnumerable<List<string>> Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool started = false;
        char quote = '\0';
        for (int at = 0; at < line.Length; at++)
        {
            char letter = line[at];
            if (quote != '\0')
            {
                quote = letter == quote ? '\0' : quote;
                word.Append(quote == '\0' ? "" : letter);
            }
            else if (letter is '"' or '\'')
            {
                (quote, started) = (letter, true);
            }
            else if (letter == '#' && !started)
            {
                break;
            }
            else if (char.IsWhiteSpace(letter) || letter is '|' or ';' or '&')
            {
                End(words, word, ref started);
                if (!char.IsWhiteSpace(letter))
                {
                    yield return words;
                    words = [];
                }
            }
            else
            {
                word.Append(letter);
                started = true;
            }
        }

        End(words, word, ref started);
        yield return words;
    }

    private static void End(List<string> words, StringBuilder word, ref bool started)
    {
        if (started)
        {
            words.Add(word.ToString());
        }

        word.Clear();
        started = false;
    }

    // 2>&1: its '&' ends no command.
    [GeneratedRegex(@"\s\d?>&\d")]
    private static partial Regex Joined();

    [GeneratedRegex(@"^\d?(?:>>|>|<)(.*)$")]
    private static partial Regex Redirection();

    [GeneratedRegex(@"^[A-Za-z_]\w*=")]
    private static partial Regex Assignment();
}
