namespace MLNetDetection.Cli;

/// <summary>Whether a person looks on.</summary>
internal static class Terminal
{
    private const int Usual = 80;

    /// <summary>Columns of the terminal that a writer writes to; null where it is none: a pipe, a file, a dumb terminal.</summary>
    public static int? Width(TextWriter writer)
    {
        bool redirected = ReferenceEquals(writer, Console.Error) ? Console.IsErrorRedirected : !ReferenceEquals(writer, Console.Out) || Console.IsOutputRedirected;
        if (redirected || Environment.GetEnvironmentVariable("TERM") == "dumb")
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
}
