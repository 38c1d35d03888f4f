namespace Microsoft.ML.Runtime;

/// <summary>Messages whose sensitivity is not known.</summary>
internal static class HostExtensions
{
    public static void Warning(this IChannel channel, string text) => channel.Warning(MessageSensitivity.Unknown, text);

    public static void Warning(this IChannel channel, string format, params object[] args)
        => channel.Warning(MessageSensitivity.Unknown, format, args);
}
