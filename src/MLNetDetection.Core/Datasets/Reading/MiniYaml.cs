using System.Globalization;

namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>
/// As much YAML as data.yaml takes: keys at the margin with a text, a list or a mapping, on the line or below it. Anchors, tags and
/// blocks of text are refused.
/// </summary>
internal static class MiniYaml
{
    public static Dictionary<string, YamlValue> Read(ReadingContext context, string path)
    {
        Dictionary<string, YamlValue> keys = new(StringComparer.Ordinal);
        YamlValue? open = null;
        string flow = "";
        int depth = 0;
        foreach (var (number, raw) in context.Lines(path))
        {
            string text = WithoutComment(raw);
            string place = $"{path}({number})";
            if (text.Trim() is "" or "---" or "...")
            {
                continue;
            }

            if (depth > 0 || (open is null && flow.Length > 0))
            {
                flow += " " + text.Trim();
                depth = FlowDepth(flow);
                if (depth == 0)
                {
                    open!.Items.AddRange(Flow(flow, place));
                    flow = "";
                }

                continue;
            }

            bool indented = char.IsWhiteSpace(text[0]);
            if (!indented && !text.StartsWith("- ", StringComparison.Ordinal))
            {
                (string key, string value) = Pair(text, place);
                open = keys[key] = new YamlValue([]);
                depth = value.Length > 0 && value[0] is '[' or '{' ? FlowDepth(value) : 0;
                if (depth > 0)
                {
                    flow = value;
                }
                else if (value.Length > 0)
                {
                    open.Items.AddRange(value[0] is '[' or '{' ? Flow(value, place) : [(null, Scalar(value, place))]);
                }
            }
            else
            {
                AddBelow(open ?? throw new InvalidDataException($"{place}: a value without a key."), text.Trim(), place);
            }
        }

        return depth == 0 ? keys : throw new InvalidDataException($"{path}: a bracket is not closed.");
    }

    private static void AddBelow(YamlValue open, string text, string place)
    {
        if (text.StartsWith("- ", StringComparison.Ordinal) || text == "-")
        {
            open.Items.Add((open.Items.Count.ToString(CultureInfo.InvariantCulture), Scalar(text[1..].Trim(), place)));
            return;
        }

        (string key, string value) = Pair(text, place);
        open.Items.Add((key, Scalar(value, place)));
    }

    private static (string Key, string Value) Pair(string text, string place)
    {
        int at = text.IndexOf(": ", StringComparison.Ordinal);
        at = at < 0 && text.EndsWith(':') ? text.Length - 1 : at;
        return at > 0
            ? (Scalar(text[..at].Trim(), place), text[(at + 1)..].Trim())
            : throw new InvalidDataException($"{place}: expected \"key: value\", found \"{Delimited.Shorten(text)}\".");
    }

    /// <summary>[a, b] or {0: a, 1: b}.</summary>
    private static IEnumerable<(string? Key, string Value)> Flow(string text, string place)
    {
        char close = text[0] == '[' ? ']' : '}';
        if (text[^1] != close || text.AsSpan(1).IndexOfAny('[', '{') >= 0)
        {
            throw new InvalidDataException($"{place}: expected one list in brackets, found \"{Delimited.Shorten(text)}\".");
        }

        int index = 0;
        foreach (string part in SplitFlow(text[1..^1]))
        {
            if (close == ']')
            {
                yield return (index++.ToString(CultureInfo.InvariantCulture), Scalar(part, place));
            }
            else
            {
                int at = part.IndexOf(':', StringComparison.Ordinal);
                yield return at > 0
                    ? (Scalar(part[..at].Trim(), place), Scalar(part[(at + 1)..].Trim(), place))
                    : throw new InvalidDataException($"{place}: \"{Delimited.Shorten(part)}\" is no \"key: value\".");
            }
        }
    }

    private static IEnumerable<string> SplitFlow(string text)
    {
        int start = 0;
        char quote = '\0';
        for (int i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ',' && quote == '\0'))
            {
                if (text[start..i].Trim() is { Length: > 0 } part)
                {
                    yield return part;
                }

                start = i + 1;
            }
            else if (text[i] is '\'' or '"')
            {
                quote = quote == '\0' ? text[i] : quote == text[i] ? '\0' : quote;
            }
        }
    }

    private static int FlowDepth(string text)
    {
        int depth = 0;
        char quote = '\0';
        foreach (char c in text)
        {
            if (c is '\'' or '"')
            {
                quote = quote == '\0' ? c : quote == c ? '\0' : quote;
            }
            else if (quote == '\0')
            {
                depth += c is '[' or '{' ? 1 : c is ']' or '}' ? -1 : 0;
            }
        }

        return Math.Max(0, depth);
    }

    private static string Scalar(string text, string place)
    {
        if (text.Length > 0 && text[0] is '&' or '*' or '!' or '|' or '>')
        {
            throw new InvalidDataException($"{place}: \"{Delimited.Shorten(text)}\" is YAML that is not read here.");
        }

        return text.Length >= 2 && text[0] is '\'' or '"' && text[^1] == text[0] ? text[1..^1].Replace("''", "'", StringComparison.Ordinal) : text;
    }

    private static string WithoutComment(string text)
    {
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is '\'' or '"')
            {
                quote = quote == '\0' ? text[i] : quote == text[i] ? '\0' : quote;
            }
            else if (text[i] == '#' && quote == '\0' && (i == 0 || char.IsWhiteSpace(text[i - 1])))
            {
                return text[..i].TrimEnd();
            }
        }

        return text.TrimEnd();
    }
}
