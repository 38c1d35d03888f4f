namespace Microsoft.ML.Runtime;

/// <summary>A log message.</summary>
public readonly struct ChannelMessage
{
    /// <summary>How much it matters.</summary>
    internal readonly ChannelMessageKind Kind;

    /// <summary>What it may give away.</summary>
    internal readonly MessageSensitivity Sensitivity;

    private readonly string _text;
    private readonly object[]? _args;

    internal ChannelMessage(ChannelMessageKind kind, MessageSensitivity sensitivity, string message)
    {
        Contracts.CheckNonEmpty(message, nameof(message));
        Kind = kind;
        Sensitivity = sensitivity;
        _text = message;
    }

    internal ChannelMessage(ChannelMessageKind kind, MessageSensitivity sensitivity, string fmt, params object[] args)
    {
        Contracts.CheckNonEmpty(fmt, nameof(fmt));
        Contracts.CheckNonEmpty(args, nameof(args));
        Kind = kind;
        Sensitivity = sensitivity;
        _text = fmt;
        _args = args;
    }

    /// <summary>The text, formatted when asked for.</summary>
    internal string Message => _args is null ? _text : string.Format(_text, _args);
}
