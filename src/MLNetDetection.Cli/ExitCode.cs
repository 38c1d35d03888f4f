namespace MLNetDetection.Cli;

/// <summary>What a command tells the shell.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Data or files are at fault; the message says which.</summary>
    public const int Failed = 1;

    /// <summary>The arguments are at fault.</summary>
    public const int Usage = 2;

    /// <summary>Ctrl+C, as shells number it.</summary>
    public const int Cancelled = 130;
}
