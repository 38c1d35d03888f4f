namespace MLNetDetection.Cli;

/// <summary>Whether a person looks on.</summary>
internal static class Terminal
{
    private const int Usual = 80;

    /// <summary>
    /// Columns of the terminal that a writer writes to; null where only plain lines may be written: a pipe, a file, a dumb terminal, a
    /// build server (CI), and where colours and the like are not wanted (NO_COLOR).
    /// </summary>
    public static int? Width(TextWriter writer)
    {
        bool redirected = ReferenceEquals(writer, Console.Error) ? Console.IsErrorRedirected : !ReferenceEquals(writer, Console.Out) || Console.IsOutputRedirected;
        if (redirected || IsSet("CI") || IsSet("NO_COLOR") || Environment.GetEnvironmentVariable("TERM") is "dumb" or "")
        {
            return null;
        }

        try
        {
            return Console.WindowWidth > 0 ? Console.WindowWidth : Usual;
        }
        catch (IOException)
        {
            return Usual;
        }
    }

    private static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } and not "false" and not "0";
}
