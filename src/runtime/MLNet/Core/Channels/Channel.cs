using System.Diagnostics;

namespace Microsoft.ML.Runtime;

/// <summary>A log channel that also tells when it starts, ends and how long it took.</summary>
internal sealed class Channel : Pipe<ChannelMessage>, IChannel
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public Channel(EnvironmentNode owner, string name)
        : base(owner, name)
    {
        Text(ChannelMessageKind.Trace, MessageSensitivity.None, "Channel started");
    }

    public void Error(MessageSensitivity sensitivity, string fmt) => Text(ChannelMessageKind.Error, sensitivity, fmt);

    public void Warning(MessageSensitivity sensitivity, string fmt) => Text(ChannelMessageKind.Warning, sensitivity, fmt);

    public void Warning(MessageSensitivity sensitivity, string fmt, params object[] args)
        => Format(ChannelMessageKind.Warning, sensitivity, fmt, args);

    public void Info(MessageSensitivity sensitivity, string fmt) => Text(ChannelMessageKind.Info, sensitivity, fmt);

    public void Info(MessageSensitivity sensitivity, string fmt, params object[] args)
        => Format(ChannelMessageKind.Info, sensitivity, fmt, args);

    protected override void OnDispose()
    {
        Format(ChannelMessageKind.Trace, MessageSensitivity.None, "Channel finished. Elapsed {0:c}.", [_watch.Elapsed]);
        Text(ChannelMessageKind.Trace, MessageSensitivity.None, "Channel disposed");
    }

    private void Text(ChannelMessageKind kind, MessageSensitivity sensitivity, string text)
        => Send(new ChannelMessage(kind, sensitivity, text));

    private void Format(ChannelMessageKind kind, MessageSensitivity sensitivity, string format, object[] args)
        => Send(new ChannelMessage(kind, sensitivity, format, args));
}
