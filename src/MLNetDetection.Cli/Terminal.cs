using Microsoft.Win32.SafeHandles;

namespace MLNetDetection.Cli;

/// <summary>Whether a person looks on.</summary>
internal static class Terminal
{
    private const int Usual = 80;
    private const int StandardOutput = 1;
    private const int StandardError = 2;

    /// <summary>False where the locale says that the terminal knows no more than ASCII.</summary>
    public static bool HasUnicode => OperatingSystem.IsWindows()
        || new[] { "LC_ALL", "LC_CTYPE", "LANG" }.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => value is { Length: > 0 }) is { } locale
            && locale.Replace("-", "", StringComparison.Ordinal).Contains("utf8", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for a dumb terminal, a build server (CI), and where colours and the like are not wanted (NO_COLOR).</summary>
    public static bool WantsPlainText => IsSet("CI") || IsSet("NO_COLOR") || Environment.GetEnvironmentVariable("TERM") is "dumb" or "";

    /// <summary>Columns of the terminal that a writer writes to; null where only plain lines may be written: also in a pipe or a file.</summary>
    public static int? Width(TextWriter writer)
    {
        if (WantsPlainText || (ReferenceEquals(writer, Console.Error) ? Console.IsErrorRedirected : !ReferenceEquals(writer, Console.Out) || Console.IsOutputRedirected))
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

    /// <summary>Standard output.</summary>
    public static TextWriter OpenOutput() => AvoidsConsole ? Open(StandardOutput) : Console.Out;

    /// <summary>Standard error.</summary>
    public static TextWriter OpenErrors() => AvoidsConsole ? Open(StandardError) : Console.Error;

    // Each write by way of .NET's console first sets up the keypad of the terminal, by control characters on standard output.
    private static bool AvoidsConsole => WantsPlainText && !OperatingSystem.IsWindows() && !Console.IsOutputRedirected;

    private static StreamWriter Open(int descriptor) => new(
        new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0)) { AutoFlush = true };

    private static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } and not "false" and not "0";
}
