namespace Microsoft.ML.Runtime;

/// <summary>Messages whose sensitivity is not known.</summary>
internal static class HostExtensions
{
    public static void Trace(this IChannel channel, string text) => channel.Trace(MessageSensitivity.Unknown, text);

    public static void Trace(this IChannel channel, string format, params object[] args)
        => channel.Trace(MessageSensitivity.Unknown, format, args);

    public static void Error(this IChannel channel, string text) => channel.Error(MessageSensitivity.Unknown, text);

    public static void Error(this IChannel channel, string format, params object[] args)
        => channel.Error(MessageSensitivity.Unknown, format, args);

    public static void Warning(this IChannel channel, string text) => channel.Warning(MessageSensitivity.Unknown, text);

    public static void Warning(this IChannel channel, string format, params object[] args)
        => channel.Warning(MessageSensitivity.Unknown, format, args);

    public static void Info(this IChannel channel, string text) => channel.Info(MessageSensitivity.Unknown, text);

    public static void Info(this IChannel channel, string format, params object[] args)
        => channel.Info(MessageSensitivity.Unknown, format, args);
}
