namespace MLNetDetection.Cli;

/// <summary>Tells errors of native libraries that cannot be loaded from others.</summary>
internal static class NativeLibraries
{
    /// <summary>True where some library, such as libtorch, could not be loaded.</summary>
    public static bool IsAtFault(Exception error) => error is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException
        || (error is TypeInitializationException { InnerException: { } inner } && (inner is NotSupportedException || IsAtFault(inner)));

    /// <summary>The first sentence; advice and every place that was looked in follow it.</summary>
    public static string FirstLine(Exception error)
    {
        string line = error.GetBaseException().Message.Split('\n')[0].Trim();
        int advice = line.IndexOf(" In order to help diagnose", StringComparison.Ordinal);
        return (advice < 0 ? line : line[..advice]).TrimEnd('.');
    }
}
