namespace MLNetDetection.Cli;

/// <summary>Tells errors of native libraries that cannot be loaded from others.</summary>
internal static class NativeLibraries
{
    /// <summary>True where some library, such as libtorch, could not be loaded.</summary>
    public static bool IsAtFault(Exception error) => error is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException
        || (error is TypeInitializationException { InnerException: { } inner } && (inner is NotSupportedException || IsAtFault(inner)));

    /// <summary>What the loader said first; it lists every place it looked in.</summary>
    public static string FirstLine(Exception error) => error.GetBaseException().Message.Split('\n')[0].Trim();
}
